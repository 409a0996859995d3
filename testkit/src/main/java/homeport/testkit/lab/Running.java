package homeport.testkit.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A started program: its output line by line as it comes (standard error included), its standard
 * input, and its end. Closing kills it.
 */
public final class Running implements AutoCloseable {
  private static final int SHOWN_LINES = 60;

  private final String name;
  private final Process process;
  private final boolean wrapped;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  /**
   * @param wrapped the process only entered a namespace and the program is its child
   */
  Running(String name, Process process, boolean wrapped) {
    this.name = name;
    this.process = process;
    this.wrapped = wrapped;
    reader = Thread.ofPlatform().daemon().name("output of " + name).start(this::read);
  }

  /** Starts a program on this machine, outside any lab. */
  public static Running start(String name, List<String> command) {
    return start(name, command, false);
  }

  static Running start(String name, List<String> command, boolean wrapped) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new Running(name, process, wrapped);
    } catch (IOException e) {
      throw new LabFailure("cannot start " + String.join(" ", command), e);
    }
  }

  /** All lines so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The number of lines so far: a place from which to wait for the next ones. */
  public synchronized int mark() {
    return lines.size();
  }

  /** Waits for a line, among those that came already or those to come. */
  public String await(String what, Predicate<String> line, Duration limit) {
    return awaitFrom(0, what, line, limit);
  }

  /**
   * Waits for the first line at or after a mark that the test wants.
   *
   * @throws LabFailure when the time is over or the program ends first; it shows the last output
   */
  public synchronized String awaitFrom(
      int mark, String what, Predicate<String> line, Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    for (var i = mark; ; i++) {
      while (i >= lines.size()) {
        var left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          throw new LabFailure(
              "%s: no %s%s\n%s".formatted(name, what, ended ? ", it ended" : "", tail()));
        }
        waitNanos(left);
      }
      if (line.test(lines.get(i))) {
        return lines.get(i);
      }
    }
  }

  /** Writes a line to its standard input. */
  public void send(String line) {
    try {
      @SuppressWarnings("resource") // The process owns its input, and closes it when it ends.
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new LabFailure("%s takes no input\n%s".formatted(name, tail()), e);
    }
  }

  /** The program's own process number, as this process sees it. */
  public long pid() {
    return program().pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    program().destroyForcibly();
    waitFor(Duration.ofSeconds(10));
  }

  /** Asks it to end (SIGTERM) and waits. */
  public int terminate(Duration limit) {
    program().destroy();
    return waitFor(limit);
  }

  /** Sends a signal by its name, such as {@code HUP}. */
  public void signal(String signal) {
    Commands.run(List.of("kill", "-" + signal, Long.toString(pid())));
    if (wrapped && "CONT".equals(signal)) {
      // nsenter(1) stops itself when its child is stopped, and nobody wakes it.
      Commands.run(List.of("kill", "-CONT", Long.toString(process.pid())));
    }
  }

  /** Waits for its end; returns its exit status, 128 and the signal's number if it was killed. */
  public int waitFor(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LabFailure("%s did not end within %s\n%s".formatted(name, limit, tail()));
      }
      reader.join(Duration.ofSeconds(1)); // A child of it may still hold the output.
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  /** The last output, for a message about what went wrong. */
  public synchronized String tail() {
    var from = Math.max(0, lines.size() - SHOWN_LINES);
    return String.join("\n", lines.subList(from, lines.size()));
  }

  private ProcessHandle program() {
    var own = process.toHandle();
    var deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (wrapped && own.isAlive() && System.nanoTime() < deadline) {
      var child = own.children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait(); // It forks within a millisecond.
    }
    return own;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Stream<String> all = output.lines()) {
      all.forEach(this::add);
    } catch (IOException | UncheckedIOException e) {
      add("(output ended: " + e.getMessage() + ")"); // A killed process closes its pipe.
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void waitNanos(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private LabFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LabFailure("interrupted while waiting for " + name, e);
  }
}
