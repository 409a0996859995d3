package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.Optional;
import java.util.Set;

/** Whether an address that a source told can be the public one of an uplink. */
final class Believable {
  private Believable() {}

  /**
   * The address, or why it is none.
   *
   * @param allowed special ranges that are believed all the same, in laboratories
   */
  static Heard heard(IpAddress address, AddressFamily family, Set<AddressRange> allowed) {
    if (address.family() != family) {
      return new Heard.Nothing("it answered an " + address.family().describe() + " address");
    }
    Optional<AddressRange> range =
        AddressRange.of(address).filter(special -> !allowed.contains(special));
    return range.isEmpty()
        ? new Heard.Address(address)
        : new Heard.Nothing("it answered " + address + " (" + range.get().describe() + ")");
  }

  /** The same for a source on this machine, which may well know only one family. */
  static Heard local(IpAddress address, AddressFamily family, Set<AddressRange> allowed) {
    return address.family() == family
        ? heard(address, family, allowed)
        : new Heard.Silent("it says nothing of " + family.describe());
  }

  /** The same for what a router says of its own outer side. */
  static Heard ofRouter(IpAddress address, AddressFamily family, Set<AddressRange> allowed) {
    Optional<AddressRange> range =
        AddressRange.of(address).filter(special -> !allowed.contains(special));
    return switch (range.orElse(null)) {
      case PRIVATE, CGNAT, DS_LITE, UNIQUE_LOCAL -> new Heard.Behind(address, range.orElseThrow());
      case UNSPECIFIED -> new Heard.Silent("the router itself has no address yet");
      case null, default -> heard(address, family, allowed);
    };
  }
}
