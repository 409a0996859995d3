package homeport.server.api;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket of wrong passwords for each client: an IPv4 address, or an IPv6 /64.
 *
 * <p>Who has used up the bucket waits for the answer to each further wrong password. Right
 * passwords never wait, because many customers share one address behind a carrier's NAT; they can
 * not be guessed, being long and random. The wait holds a virtual thread and no lock. How many may
 * wait at once is limited, and beyond that the answer comes at once: it costs one SHA-256.
 */
final class FailedLogins {
  static final int BURST = 10;
  private static final Duration PER_TOKEN = Duration.ofSeconds(6);
  private static final Duration HELD = Duration.ofSeconds(2);
  private static final int MOST_CLIENTS = 50_000;
  private static final int MOST_HELD = 2_000;

  private record Bucket(double tokens, long filledAt) {}

  /** Forgets those who failed longest ago first: their buckets are full again anyway. */
  private final Map<Prefix, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Prefix, Bucket> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  private int held;

  /**
   * Counts a wrong password.
   *
   * @param now monotonic nanoseconds
   * @return how long to hold the answer back; if it is not zero, {@link #released} must follow
   */
  synchronized Duration failed(IpAddress client, long now) {
    Prefix key = new Prefix(client, client.family() == AddressFamily.IPV4 ? 32 : 64);
    Bucket bucket = buckets.getOrDefault(key, new Bucket(BURST, now));
    double refilled =
        Math.min(BURST, bucket.tokens + (double) (now - bucket.filledAt) / PER_TOKEN.toNanos());
    boolean empty = refilled < 1;
    buckets.put(key, new Bucket(empty ? refilled : refilled - 1, now));
    if (!empty || held >= MOST_HELD) {
      return Duration.ZERO;
    }
    held++;
    return HELD;
  }

  /** Whether this client has used up its bucket, so that its failures are no longer news. */
  synchronized boolean isTiresome(IpAddress client) {
    Bucket bucket =
        buckets.get(new Prefix(client, client.family() == AddressFamily.IPV4 ? 32 : 64));
    return bucket != null && bucket.tokens < 1;
  }

  synchronized void released() {
    held--;
  }
}
