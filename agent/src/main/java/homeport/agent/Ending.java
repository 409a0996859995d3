package homeport.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and SIGINT: the process ends when what is under way has ended, or after a while. */
final class Ending {
  private static final int PATIENCE_SECONDS = 10;

  private final Thread main = Thread.currentThread();
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /** From now on a signal interrupts the thread that made this. */
  Ending() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
  }

  private void end() {
    told.countDown();
    if (over.getCount() == 0) {
      return; // The program ended by itself.
    }
    main.interrupt();
    try {
      boolean _ = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
