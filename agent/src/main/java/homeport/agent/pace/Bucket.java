package homeport.agent.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * The spacing between updates of one host: a burst of {@value #BURST}, then one an interval, so
 * that a failover and the fail-back a minute later both go out at once (DESIGN 3, rule 4).
 *
 * @param tokens how many updates may go out at once, as of that instant
 * @param asOf on the steady clock
 */
public record Bucket(double tokens, Instant asOf) {
  static final int BURST = 3;

  static Bucket full(Instant now) {
    return new Bucket(BURST, now);
  }

  private double at(Instant now, Duration interval) {
    double passed = Math.max(0, Duration.between(asOf, now).toNanos());
    return Math.min(BURST, tokens + passed / interval.toNanos());
  }

  /** When the next update may go out: now, or later. */
  Instant next(Instant now, Duration interval) {
    if (interval.isZero()) {
      return now;
    }
    double missing = 1 - at(now, interval);
    // The division above may lose the last nanosecond of a token.
    return missing <= 1e-9 ? now : now.plusNanos((long) Math.ceil(missing * interval.toNanos()));
  }

  /** After one update went out. */
  Bucket spent(Instant now, Duration interval) {
    return interval.isZero() ? full(now) : new Bucket(Math.max(0, at(now, interval) - 1), now);
  }
}
