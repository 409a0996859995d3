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
}
