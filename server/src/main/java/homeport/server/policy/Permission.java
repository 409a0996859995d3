package homeport.server.policy;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.server.account.Credential;
import homeport.server.account.Directory;
import homeport.server.account.Holding;
import java.util.List;
import java.util.Optional;

/** Who may change which name by an update. */
public enum Permission {
  GRANTED,
  /** Nobody's name, or another account's. */
  NO_SUCH_NAME,
  /** The account's name, but outside the credential's limits. */
  LIMITED,
  /** The account's name, changed by hand only. */
  STATIC;

  /** Whether this credential may change exactly this name, whatever group it is in. */
  public static Permission toChange(Directory directory, Credential who, Hostname name) {
    Optional<Holding> holding = directory.holding(name);
    if (!holding.map(h -> h.group().account()).equals(Optional.of(who.account()))) {
      return NO_SUCH_NAME;
    }
    if (!who.permits(name)) {
      return LIMITED;
    }
    return holding.get().fixed() ? STATIC : GRANTED;
  }

  /**
   * The names that a wildcard update moves: those below the pattern's parent that are in the
   * credential's group and within its limits. Static names and other groups stay.
   *
   * @return sort keys in canonical order
   */
  public static List<String> namesBelow(Directory directory, Credential who, Hostname pattern) {
    return directory.namesIn(who.group(), pattern.parent()).stream()
        .filter(
            key -> {
              Hostname name = Hostname.ofSortKey(key);
              return who.permits(name) && !directory.holding(name).orElseThrow().fixed();
            })
        .toList();
  }

  /** Whether a host can have this address: not unspecified, multicast or broadcast. */
  public static boolean usable(IpAddress address) {
    return switch (address.family()) {
      case IPV4 -> address.low() >>> 24 != 0 && address.low() >>> 28 < 14;
      case IPV6 -> address.high() >>> 56 != 0xff && (address.high() | address.low()) != 0;
    };
  }
}
