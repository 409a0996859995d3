package homeport.agent.net;

import static homeport.dns.AddressFamily.IPV4;
import static homeport.dns.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Neighbour;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real kernel's routes and neighbours, in a network namespace of its own. */
@Tag("lab")
class KernelTablesLabTest {
  private static final int MAIN = 254;
  private NamespaceThread fw;
  private Network network;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    for (int i = 1; i <= 2; i++) {
      fw.ip("link add wan" + i + " type veth peer name isp" + i);
      fw.ip("link set wan" + i + " up");
      fw.ip("link set isp" + i + " up");
    }
    fw.ip("addr add 198.51.100.10/24 dev wan1");
    fw.ip("addr add 192.0.2.10/24 dev wan2");
    fw.ip("addr add 2001:db8:1::5/64 dev wan1 nodad");
    network = fw.call(Netlink::open);
  }

  @AfterEach
  void end() {
    if (network != null) {
      network.close();
    }
    fw.close();
  }

  private static DefaultRoute route(
      AddressFamily family, String name, String gateway, int table, long metric) {
    return new DefaultRoute(family, name, Optional.of(IpAddress.of(gateway)), table, metric);
  }

  @Test
  void default_routes_of_every_table_and_both_families_are_told() throws Exception {
    fw.ip("route add default via 198.51.100.1 dev wan1 metric 100");
    fw.ip("route add default via 192.0.2.1 dev wan2 metric 200");
    fw.ip("route add default dev wan2 table 1000");
    fw.ip("route add unreachable default metric 9000");
    fw.ip("route add 203.0.113.0/24 via 192.0.2.1 dev wan2");
    fw.ip("route add 0.0.0.0/1 via 192.0.2.1 dev wan2");
    fw.ip("-6 route add default via fe80::1 dev wan1 metric 1024");
    assertThat(network.defaults())
        .containsExactlyInAnyOrder(
            route(IPV4, "wan1", "198.51.100.1", MAIN, 100),
            route(IPV4, "wan2", "192.0.2.1", MAIN, 200),
            new DefaultRoute(IPV4, "wan2", Optional.empty(), 1000, 0),
            route(IPV6, "wan1", "fe80::1", MAIN, 1024));
  }

  @Test
  void each_next_machine_of_a_shared_route_is_told() throws Exception {
    fw.ip(
        "route add default metric 100 nexthop via 198.51.100.1 dev wan1 weight 1"
            + " nexthop via 192.0.2.1 dev wan2 weight 3");
    fw.ip(
        "-6 route add default metric 7 nexthop via fe80::1 dev wan1 nexthop via fe80::1 dev wan2");
    assertThat(network.defaults())
        .containsExactlyInAnyOrder(
            route(IPV4, "wan1", "198.51.100.1", MAIN, 100),
            route(IPV4, "wan2", "192.0.2.1", MAIN, 100),
            route(IPV6, "wan1", "fe80::1", MAIN, 7),
            route(IPV6, "wan2", "fe80::1", MAIN, 7));
  }

  @Test
  void an_ipv4_route_through_an_ipv6_gateway_is_told() throws Exception {
    fw.ip("-4 route add default via inet6 fe80::1 dev wan1");
    assertThat(network.defaults())
        .containsExactly(
            new DefaultRoute(IPV4, "wan1", Optional.of(IpAddress.of("fe80::1")), MAIN, 0));
  }

  @Test
  void a_large_table_hides_no_default_route() throws Exception {
    var lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("route add 10.").append(i / 250).append('.').append(i % 250);
      lines.append(".0/24 via 192.0.2.1 dev wan2\n");
    }
    fw.batch(lines.toString());
    fw.ip("route add default via 198.51.100.1 dev wan1");
    assertThat(network.defaults()).containsExactly(route(IPV4, "wan1", "198.51.100.1", MAIN, 0));
  }

  @Test
  void neighbours_are_told_when_their_mac_is_known() throws Exception {
    String mac = "52:54:00:12:34:56";
    fw.ip("neigh add 198.51.100.7 lladdr " + mac + " dev wan1 nud permanent");
    fw.ip("neigh add 2001:db8:1::7 lladdr " + mac + " dev wan1 nud stale");
    fw.ip("neigh add 198.51.100.8 dev wan1 nud failed");
    fw.ip("neigh add 198.51.100.9 lladdr " + mac + " dev wan1 nud noarp");
    assertThat(network.neighbours())
        .containsExactlyInAnyOrder(
            new Neighbour("wan1", mac, IpAddress.of("198.51.100.7")),
            new Neighbour("wan1", mac, IpAddress.of("2001:db8:1::7")));
  }

  @Test
  void without_routes_there_are_none() {
    assertThat(network.defaults()).isEqualTo(List.of());
  }
}
