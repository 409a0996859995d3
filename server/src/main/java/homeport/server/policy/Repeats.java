package homeport.server.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts updates that changed nothing. A client that sends far too many of them is told so until
 * the hour is over; a real change is always taken. One thread's; it forgets the eldest first.
 */
public final class Repeats {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration DISORDER = Duration.ofMinutes(1);
  private static final int REMEMBERED = 100_000;

  private record Count(Instant since, int count) {}

  private final int limit;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Counts from nothing.
   *
   * @param limit how many an hour are fine for one hostname
   */
  public Repeats(int limit) {
    this.limit = limit;
  }

  /** Whether one more without a change is one too many. */
  public boolean tooMany(String user, String hostname, Instant now) {
    Count count = counts.get(key(user, hostname));
    return count != null && fresh(count, now) && count.count >= limit;
  }

  /** Notes one that changed nothing, once it was answered so. */
  public void note(String user, String hostname, Instant now) {
    counts.merge(
        key(user, hostname),
        new Count(now, 1),
        (old, one) -> fresh(old, now) ? new Count(old.since, old.count + 1) : one);
  }

  private static boolean fresh(Count count, Instant now) {
    // A clock that was set back must not make an hour of years; what came at once may be out of
    // order.
    return now.isAfter(count.since.minus(DISORDER)) && now.isBefore(count.since.plus(WINDOW));
  }

  private static String key(String user, String hostname) {
    return user + ' ' + hostname;
  }
}
