package homeport.e2e.lab;

import homeport.testkit.lab.LabFailure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what can only be looked at. */
final class Polling {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Polling() {}

  static void until(String what, BooleanSupplier done) {
    var deadline = System.nanoTime() + Scene.SOON.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new LabFailure("not within " + Scene.SOON + ": " + what);
      }
      pause();
    }
  }

  /** A moment between two looks. */
  static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
