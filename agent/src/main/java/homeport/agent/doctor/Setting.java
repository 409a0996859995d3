package homeport.agent.doctor;

import homeport.agent.uplink.UplinkRules.Mode;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration wants, as far as it decides how bad something is.
 *
 * @param mode of the uplinks
 * @param published families that some host publishes
 * @param own families in which some host publishes the machine's own address
 * @param detected families in which some host publishes what the Internet sees
 * @param allowed special ranges that the user allowed by name
 */
public record Setting(
    Mode mode,
    Set<AddressFamily> published,
    Set<AddressFamily> own,
    Set<AddressFamily> detected,
    Set<AddressRange> allowed) {

  public Setting {
    published = Set.copyOf(published);
    own = Set.copyOf(own);
    detected = Set.copyOf(detected);
    allowed = Set.copyOf(allowed);
  }

  /** The special range of an address, unless the user allowed it. */
  Optional<AddressRange> special(IpAddress address) {
    return AddressRange.of(address).filter(range -> !allowed.contains(range));
  }
}
