package homeport.agent.sim;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands against one host, account or provider, as the checkers know it. Nanoseconds. */
final class Held {
  /**
   * A wait that the provider stated: nothing may come before the first, something by the second.
   */
  long notBefore;

  long atLatest;
  long statedAt;
  long full;

  /** Our own backoff: those addresses may be held back until then. */
  long backoff;

  Set<IpAddress> tried = Set.of();

  /** The settings that were refused. */
  @Nullable String refused;

  long refusedAt;

  /** The agent may have forgotten the refusal. */
  boolean uncertain;

  /** The files were ill: an older wait or block may have come back with the last start. */
  boolean haunted;

  /** The agent may block by itself: answers without meaning, the same address again and again. */
  int riddles;

  int repeats;

  /** Of hosts: the token bucket, never fuller than the agent's. */
  double tokens = 3;

  long tokensAt;

  void state(long now, Duration wait) {
    statedAt = now;
    full = wait.toNanos();
    notBefore = now + full;
    atLatest = now + full;
    backoff = 0;
  }

  void backOff(long now, Duration longest, Set<IpAddress> addresses) {
    var all = new HashSet<>(addresses);
    if (backoff > now) {
      all.addAll(tried);
    }
    notBefore = 0;
    atLatest = 0;
    backoff = now + longest.toNanos();
    tried = all;
  }

  void refuse(long now, String settings) {
    refused = settings;
    refusedAt = now;
    uncertain = false;
    clear();
  }

  void clear() {
    notBefore = 0;
    atLatest = 0;
    backoff = 0;
  }

  /** A person acted. */
  void forgive() {
    refused = null;
    haunted = false;
    riddles = 0;
    repeats = 0;
    clear();
  }

  boolean mayBeBlocked() {
    return haunted || riddles >= 5 || repeats >= 3;
  }

  void spend(long now, Duration interval) {
    double full = Math.min(3, tokens + (double) (now - tokensAt) / interval.toNanos());
    tokens = Math.max(0, full - 1);
    tokensAt = now;
  }

  /** When there is a token at the latest. */
  long token(Duration interval) {
    return tokens >= 1 ? tokensAt : tokensAt + (long) ((1 - tokens) * interval.toNanos());
  }

  /** The process started again with a wall clock that is not what it was when this was written. */
  void clockLied(long now) {
    if (atLatest != 0) { // Over or not, what is written looks like a whole wait.
      notBefore = 0;
      atLatest = now + full;
    }
    backoff = backoff != 0 ? now + Verdict.LONGEST_LIMIT.toNanos() : 0;
    tokens = 0; // What a crash lost of the spending cannot be told from time that did not pass.
    tokensAt = now;
  }
}
