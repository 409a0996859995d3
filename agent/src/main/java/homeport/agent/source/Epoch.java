package homeport.agent.source;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long a router has remembered its mappings, as it said at some instant.
 *
 * @param seconds by the router's clock
 * @param at by our steady clock
 */
record Epoch(long seconds, Instant at) {
  private static final long TOLERANCE_SECONDS = 2;

  /**
   * Whether the router forgot everything between the two, which it does when it starts, or gets
   * another address. Its clock may be slower than ours by an eighth (RFC 6886, 3.6; RFC 6887, 8.5).
   */
  boolean isLostBefore(Epoch later) {
    long passed = Duration.between(at, later.at).toSeconds();
    return later.seconds < seconds + passed * 7 / 8 - TOLERANCE_SECONDS;
  }
}
