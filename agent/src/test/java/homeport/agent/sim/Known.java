package homeport.agent.sim;

import homeport.dns.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the checkers know of one name in one family. Nanoseconds since the beginning. */
final class Known {
  /** What should be published, as of the agent's last look; nothing if that cannot be known. */
  Optional<IpAddress> wanted = Optional.empty();

  long wantedSince;

  /** What may be published, while it cannot be known which of them is right. */
  Set<IpAddress> may = Set.of();

  /** Whether the agent may be misled for now: then nothing can be said. */
  boolean any;

  /** The addresses that were wanted before, each until when. */
  final Map<IpAddress, Long> wantedUntil = new HashMap<>();

  /** When the last request reached its provider; and the one that is acknowledged. */
  long sentAt;

  long acknowledgedSentAt;

  /** What the provider said that it has, and when. */
  @Nullable IpAddress acknowledged;

  long acknowledgedAt;

  @Nullable IpAddress acknowledgedBefore;

  /** Everything that was ever acknowledged, or seen in DNS. */
  final Set<IpAddress> told = new HashSet<>();

  /** When a person wanted it sent. */
  long askedAt = Long.MIN_VALUE / 2;

  /** Memory may have lost it: it may be sent again. */
  boolean forgotten;

  /** The date of its refresh may be lost, or shortened. */
  boolean loose;

  /** What is remembered may be older than what was done. */
  boolean stale;

  /** The configuration changed shortly before the last request. */
  boolean configuredLately;

  void want(Prospects.Aim aim, long now) {
    for (IpAddress old : may) {
      if (!aim.may().contains(old)) {
        wantedUntil.put(old, now);
      }
    }
    may = aim.may();
    any = aim.any();
    if (!wanted.equals(aim.wanted())) {
      wanted = aim.wanted();
      wantedSince = now;
    }
  }

  /** Nobody wants anything any more. */
  void forget() {
    wanted = Optional.empty();
    may = Set.of();
  }
}
