package homeport.bench;

import java.time.Duration;

/** Time that passes between two samples. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static void millis(long time) {
    of(Duration.ofMillis(time));
  }
}
