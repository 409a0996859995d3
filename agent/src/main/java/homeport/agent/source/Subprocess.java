package homeport.agent.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the administrator's, run to its end.
 *
 * <p>It is started without a shell, with nothing to read, in the folder {@code /}, and with no
 * environment but {@code PATH} and what is given. What it writes to standard error is thrown away.
 * When its time is over it is killed with all that it has started.
 */
public final class Subprocess {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final long LONGEST_NAP_MILLIS = 50;

  private Subprocess() {}

  /** How it went. */
  public sealed interface End {

    /**
     * It ended by itself.
     *
     * @param status its exit status
     * @param output what it printed, a character for each octet (ISO 8859-1), and no more than one
     *     above the limit
     */
    record Exited(int status, String output) implements End {}

    /**
     * It did not.
     *
     * @param why in words that follow its name
     */
    record Failed(String why) implements End {}
  }

  /**
   * Runs it. Blocks, no longer than the limit.
   *
   * @param words the whole path of the program, and its arguments
   * @param environment besides {@code PATH}
   * @param largest so many octets of its output are read; with more it is killed
   */
  public static End run(
      List<String> words, Map<String, String> environment, Duration limit, int largest) {
    Process process;
    try {
      process = start(words, environment);
    } catch (IOException e) {
      // Not the system's message: it repeats the arguments.
      return new End.Failed("it cannot be started");
    }
    try {
      return wait(process, limit, largest);
    } catch (IOException e) {
      return new End.Failed("its output cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new End.Failed("it was interrupted");
    } finally {
      kill(process.toHandle());
    }
  }

  private static Process start(List<String> words, Map<String, String> environment)
      throws IOException {
    var builder =
        new ProcessBuilder(words)
            .directory(new File("/"))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static End wait(Process process, Duration limit, int largest)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    var output = new ByteArrayOutputStream();
    long nap = 1;
    // Only what is there is read: a grandchild may keep the pipe open when the program has ended.
    while (!process.waitFor(nap, TimeUnit.MILLISECONDS)) {
      take(process.getInputStream(), output, largest);
      if (System.nanoTime() - deadline >= 0) {
        return new End.Failed("it did not end within " + limit.toSeconds() + " s");
      }
      if (output.size() > largest) {
        return new End.Exited(0, output.toString(ISO_8859_1));
      }
      nap = Math.min(LONGEST_NAP_MILLIS, nap * 2);
    }
    take(process.getInputStream(), output, largest);
    return new End.Exited(process.exitValue(), output.toString(ISO_8859_1));
  }

  private static void take(InputStream in, ByteArrayOutputStream output, int largest)
      throws IOException {
    int there = Math.min(in.available(), largest + 1 - output.size());
    if (there > 0) {
      output.write(in.readNBytes(there));
    }
  }

  /** A child is found by its parent only while that lives. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    boolean _ = process.destroyForcibly();
    children.forEach(Subprocess::kill);
  }
}
