package homeport.agent.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;

/**
 * A thread with a network of its own. Sockets made on it and programs started by it live there; it
 * vanishes with the thread.
 */
public final class NamespaceThread implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final int id;

  public NamespaceThread() throws Exception {
    int result = call(() -> systemCall("unshare", CLONE_NEWNET));
    Assumptions.assumeTrue(result == 0, "making a network namespace is not permitted here");
    id = call(() -> systemCall("gettid"));
    ip("link set lo up");
  }

  private static int systemCall(String name, int... arguments) throws Exception {
    Linker linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow(name);
    try {
      return arguments.length == 0
          ? (int) linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT)).invokeExact()
          : (int)
              linker
                  .downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                  .invokeExact(arguments[0]);
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** The number by which {@code ip link set ... netns} knows it. */
  public int id() {
    return id;
  }

  /** Runs something there and waits for it. */
  public <T> T call(Callable<T> task) throws Exception {
    try {
      return start(task).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Runs something there, without waiting. */
  public <T> Future<T> start(Callable<T> task) {
    return thread.submit(task);
  }

  /** Runs {@code ip} there. */
  public void ip(String words) throws Exception {
    call(() -> ip(List.of(words.split(" ")), ""));
  }

  /** Runs many lines of {@code ip} there in one go. */
  public void batch(String lines) throws Exception {
    call(() -> ip(List.of("-batch", "-"), lines));
  }

  private static int ip(List<String> words, String input) throws Exception {
    var command = new ArrayList<>(List.of("ip"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = process.outputWriter()) {
      out.write(input);
    }
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(words + ": " + said).isZero();
    return 0;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
