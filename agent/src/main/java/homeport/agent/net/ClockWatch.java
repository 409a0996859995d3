package homeport.agent.net;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Compares the wall clock with the monotonic one. */
final class ClockWatch {
  /** Smaller steps are a time service at work. */
  private static final Duration STEP = Duration.ofSeconds(2);

  private final LongSupplier wallMillis;
  private final LongSupplier monotonicNanos;
  private long offsetMillis;

  ClockWatch(LongSupplier wallMillis, LongSupplier monotonicNanos) {
    this.wallMillis = wallMillis;
    this.monotonicNanos = monotonicNanos;
    this.offsetMillis = offset();
  }

  /** How far the wall clock jumped since the last look, if it did. */
  Optional<Duration> jump() {
    long now = offset();
    Duration by = Duration.ofMillis(now - offsetMillis);
    offsetMillis = now;
    return by.abs().compareTo(STEP) >= 0 ? Optional.of(by) : Optional.empty();
  }

  private long offset() {
    return wallMillis.getAsLong() - monotonicNanos.getAsLong() / 1_000_000;
  }
}
