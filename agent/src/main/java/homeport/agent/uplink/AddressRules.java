package homeport.agent.uplink;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.Set;

/**
 * What the configuration says about finding addresses.
 *
 * @param destinationIpv4 stands for the Internet when the kernel is asked for the outgoing route;
 *     nothing is sent there
 * @param destinationIpv6 the same for IPv6
 * @param temporary whether temporary IPv6 addresses (RFC 8981) are wanted
 * @param tunnels interfaces that count as uplinks although they are tunnels with split routes
 */
public record AddressRules(
    IpAddress destinationIpv4, IpAddress destinationIpv6, boolean temporary, Set<String> tunnels) {

  /** Towards a.root-servers.net, no temporary addresses, no tunnel named. */
  public static final AddressRules DEFAULT =
      new AddressRules(
          IpAddress.of("198.41.0.4"), IpAddress.of("2001:503:ba3e::2:30"), false, Set.of());

  public AddressRules {
    tunnels = Set.copyOf(tunnels);
    if (destinationIpv4.family() != AddressFamily.IPV4
        || destinationIpv6.family() != AddressFamily.IPV6) {
      throw new IllegalArgumentException("one destination of each family, in this order");
    }
  }

  /** The destination of this family. */
  public IpAddress destination(AddressFamily family) {
    return family == AddressFamily.IPV4 ? destinationIpv4 : destinationIpv6;
  }
}
