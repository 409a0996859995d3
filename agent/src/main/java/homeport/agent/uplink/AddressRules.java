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
 * @param ipv6 which sort of an interface's IPv6 addresses is published
 * @param tunnels interfaces that count as uplinks although they are tunnels with split routes
 */
public record AddressRules(
    IpAddress destinationIpv4, IpAddress destinationIpv6, Ipv6Choice ipv6, Set<String> tunnels) {

  /** Towards a.root-servers.net, stable addresses, no tunnel named. */
  public static final AddressRules DEFAULT =
      new AddressRules(
          IpAddress.of("198.41.0.4"),
          IpAddress.of("2001:503:ba3e::2:30"),
          Ipv6Choice.STABLE,
          Set.of());

  public AddressRules {
    tunnels = Set.copyOf(tunnels);
    if (destinationIpv4.family() != AddressFamily.IPV4
        || destinationIpv6.family() != AddressFamily.IPV6) {
      throw new IllegalArgumentException("one destination of each family, in this order");
    }
  }

  /** The same with another sort of IPv6 addresses. */
  public AddressRules with(Ipv6Choice choice) {
    return new AddressRules(destinationIpv4, destinationIpv6, choice, tunnels);
  }

  /** The destination of this family. */
  public IpAddress destination(AddressFamily family) {
    return family == AddressFamily.IPV4 ? destinationIpv4 : destinationIpv6;
  }
}
