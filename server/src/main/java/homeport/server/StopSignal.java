package homeport.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and SIGINT: the server stops in order, and the process waits for that a while. */
final class StopSignal {
  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  private void stop() {
    asked.countDown();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("homeport-server: ended before everything was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until somebody wants the process to end. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed; the process may end. */
  void done() {
    done.countDown();
  }
}
