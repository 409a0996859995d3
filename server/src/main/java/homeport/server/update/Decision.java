package homeport.server.update;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.server.zone.Changeset;
import java.util.List;

/** How one asked hostname of an update ended. */
public sealed interface Decision {

  /** What was asked. */
  Asked asked();

  /**
   * Names moved; it is on stable storage and visible in DNS.
   *
   * @param addresses what the names now say of what was wanted; none if they went offline
   * @param changes what is different; {@link Changeset#names()} lists every name that moved
   */
  record Changed(Asked asked, List<IpAddress> addresses, Changeset changes) implements Decision {}

  /** All was so already. */
  record Unchanged(Asked asked, List<IpAddress> addresses, List<Hostname> names)
      implements Decision {}

  /** Nothing was done. */
  record Denied(Asked asked, Denial why) implements Decision {}
}
