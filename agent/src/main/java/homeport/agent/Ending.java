package homeport.agent;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT: the process ends when what is under way has ended, or after a while.
 *
 * <p>Heard as signals and not by a shutdown hook, because the JDK's own hook stops the log at the
 * same time, and the last words matter.
 */
final class Ending {
  private static final int PATIENCE_SECONDS = 10;
  private static final int TOLD_TWICE = 130;

  private final Thread main = Thread.currentThread();
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /** From now on a signal interrupts the thread that made this; a second one ends at once. */
  Ending(Log log) {
    for (String signal : List.of("TERM", "INT")) {
      Signals.hear(signal, this::end).ifPresent(log::warn);
    }
  }

  private void end() {
    if (isTold()) {
      Runtime.getRuntime().halt(TOLD_TWICE);
    }
    told.countDown();
    main.interrupt();
    Thread.ofPlatform().daemon().name("end").start(this::insist);
  }

  private void insist() {
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process was told to end. */
  boolean isTold() {
    return told.getCount() == 0;
  }

  /** Everything is closed. */
  void over() {
    over.countDown();
  }
}
