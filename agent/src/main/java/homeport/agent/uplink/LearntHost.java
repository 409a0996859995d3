package homeport.agent.uplink;

import homeport.agent.plan.MacAddress;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.util.List;
import java.util.Optional;

/** Which of the addresses that a machine on our links is seen with is the one to publish. */
final class LearntHost {
  private LearntHost() {}

  /**
   * The one made of its MAC address, if it was ever seen with that one: entries of the table come
   * and go, the habit of making addresses so does not. Else the one chosen before, while it is
   * there: temporary addresses go, so that in the end a stable one is kept. Else the lowest.
   *
   * @param before what was chosen last
   * @return nothing if the machine is not seen with an address of this prefix
   */
  static Optional<IpAddress> choose(
      MacAddress mac, Prefix prefix, List<Neighbour> neighbours, Optional<IpAddress> before) {
    List<IpAddress> seen =
        neighbours.stream()
            .filter(n -> n.mac().equals(mac.toString()))
            .map(Neighbour::address)
            .filter(prefix::contains)
            .sorted()
            .toList();
    Optional<IpAddress> kept = before.filter(prefix::contains);
    return seen.stream()
        .filter(address -> isMadeOf(mac, address))
        .findFirst()
        .or(() -> kept.filter(a -> seen.contains(a) || (isMadeOf(mac, a) && !seen.isEmpty())))
        .or(() -> seen.stream().findFirst());
  }

  private static boolean isMadeOf(MacAddress mac, IpAddress address) {
    return address.low() == mac.interfaceIdentifier();
  }
}
