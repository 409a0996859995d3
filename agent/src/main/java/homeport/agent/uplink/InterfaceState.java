package homeport.agent.uplink;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Set;

/**
 * One interface at one instant.
 *
 * @param name as the kernel has it: {@code wan1}
 * @param index the kernel's number for it
 * @param kind the kernel's word for the driver ({@code wireguard}, {@code tun}, {@code veth});
 *     empty for hardware, or if the system does not tell
 * @param up switched on by the administrator
 * @param carrier the line is there: cable in, peer answering
 * @param loopback this machine talking to itself
 * @param addresses both families, in the kernel's order
 */
public record InterfaceState(
    String name,
    int index,
    String kind,
    boolean up,
    boolean carrier,
    boolean loopback,
    List<InterfaceAddress> addresses) {

  private static final Set<String> TUNNELS =
      Set.of(
          "tun",
          "wireguard",
          "ipip",
          "sit",
          "gre",
          "gretap",
          "ip6tnl",
          "ip6gre",
          "ip6gretap",
          "vti",
          "vti6",
          "xfrm",
          "ovpn",
          "geneve",
          "vxlan");

  public InterfaceState {
    addresses = List.copyOf(addresses);
  }

  /** Whether it carries packets inside other packets. PPP does not count: most are DSL lines. */
  public boolean isTunnel() {
    return TUNNELS.contains(kind);
  }

  /** Its addresses of one family, in the kernel's order. */
  public List<InterfaceAddress> addresses(AddressFamily family) {
    return addresses.stream().filter(a -> a.address().family() == family).toList();
  }

  /** Whether the address is configured on it. */
  public boolean has(IpAddress address) {
    return addresses.stream().anyMatch(a -> a.address().equals(address));
  }
}
