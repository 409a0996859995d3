package homeport.agent.net;

import static homeport.dns.AddressFamily.IPV4;
import static homeport.dns.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Observation;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real kernel, in a network namespace of its own: two uplinks, each a veth pair. */
@Tag("lab")
class KernelLabTest {
  private static final IpAddress ROOT_SERVER = AddressRules.DEFAULT.destination(IPV4);
  // Seen here when a link goes down: the kernel says that it lost events, with room to spare.
  private static final List<Hint> LOOK_AGAIN = List.of(new Hint.Changed(), new Hint.Overrun());
  private NamespaceThread fw;
  private Network network;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    fw.ip("link add wan1 type veth peer name isp1");
    fw.ip("link add wan2 type veth peer name isp2");
    for (String name : List.of("wan1", "isp1", "wan2", "isp2")) {
      fw.ip("link set " + name + " up");
    }
    fw.ip("addr add 198.51.100.10/24 dev wan1");
    fw.ip("addr add 192.0.2.10/24 dev wan2");
    fw.ip("route add default via 198.51.100.1 dev wan1 metric 100");
    network = fw.call(Netlink::open);
    settle();
  }

  @AfterEach
  void end() {
    if (network != null) {
      network.close();
    }
    fw.close();
  }

  /** Until the kernel has told everything that it has to tell by itself. */
  private void settle() throws IOException {
    while (!(network.await(Duration.ofMillis(300)) instanceof Hint.Timeout)) {
      // more to come
    }
  }

  private Finding find(AddressFamily family) throws IOException {
    return new AddressFinder(network.read(), network, AddressRules.DEFAULT).outgoing(family);
  }

  private String found(AddressFamily family) throws IOException {
    return switch (find(family).observation()) {
      case Observation.Known(var addresses, _) -> addresses.toString();
      case Observation.Unknown(var why) -> why;
    };
  }

  private Hint next() throws IOException {
    return network.await(Duration.ofSeconds(5));
  }

  @Test
  void a_changed_address_is_heard_and_found() throws Exception {
    assertThat(found(IPV4)).isEqualTo("[198.51.100.10]");
    fw.ip("addr add 198.51.100.77/24 dev wan1");
    assertThat(next()).isEqualTo(new Hint.Changed());
    assertThat(found(IPV4)).as("the first one stays").isEqualTo("[198.51.100.10]");
    fw.ip("route replace default via 198.51.100.1 dev wan1 metric 100 src 198.51.100.77");
    assertThat(next()).isEqualTo(new Hint.Changed());
    assertThat(found(IPV4)).isEqualTo("[198.51.100.77]");
  }

  @Test
  void a_default_route_that_moves_without_an_address_change_is_heard() throws Exception {
    fw.ip("route replace default via 192.0.2.1 dev wan2 metric 50");
    assertThat(next()).isEqualTo(new Hint.Changed());
    assertThat(found(IPV4)).isEqualTo("[192.0.2.10]");
    fw.ip("route del default via 192.0.2.1 dev wan2 metric 50");
    assertThat(next()).isEqualTo(new Hint.Changed());
    assertThat(found(IPV4)).isEqualTo("[198.51.100.10]");
  }

  @Test
  void an_interface_switched_off_takes_the_route_with_it_unsaid() throws Exception {
    fw.ip("link set wan1 down");
    assertThat(next()).isIn(LOOK_AGAIN);
    assertThat(found(IPV4)).startsWith("no IPv4 route");
    fw.ip("link set wan1 up");
    settle();
    assertThat(found(IPV4)).as("the route does not come back").startsWith("no IPv4 route");
  }

  @Test
  void a_lost_carrier_is_heard_although_the_route_stays() throws Exception {
    fw.ip("link set isp1 down");
    assertThat(next()).isIn(LOOK_AGAIN);
    assertThat(network.towards(ROOT_SERVER, Optional.empty()))
        .isInstanceOf(RouteAnswer.Leaves.class);
    assertThat(found(IPV4)).contains("no carrier");
  }

  @Test
  void the_way_by_source_follows_the_rules() throws Exception {
    Optional<IpAddress> second = Optional.of(IpAddress.of("192.0.2.10"));
    assertThat(leavesBy(second)).isEqualTo("wan1"); // and is dropped there
    fw.ip("route add default via 192.0.2.1 dev wan2 table 102");
    fw.ip("rule add from 192.0.2.0/24 lookup 102");
    assertThat(next()).isEqualTo(new Hint.Changed());
    assertThat(leavesBy(second)).isEqualTo("wan2");
  }

  private String leavesBy(Optional<IpAddress> source) {
    return ((RouteAnswer.Leaves) network.towards(ROOT_SERVER, source)).interfaceName();
  }

  @Test
  void an_interface_without_a_route_leads_nowhere() throws Exception {
    assertThat(network.towardsBy(ROOT_SERVER, "wan2"))
        .isEqualTo(new RouteAnswer.Unreachable("no route by this interface"));
    assertThat(network.towardsBy(ROOT_SERVER, "wan1"))
        .isInstanceOfSatisfying(
            RouteAnswer.Leaves.class,
            leaves -> {
              assertThat(leaves.gateway()).contains(IpAddress.of("198.51.100.1"));
              assertThat(leaves.matched()).isEqualTo(RouteAnswer.Matched.DEFAULT);
              assertThat(leaves.metric()).isEqualTo(100);
            });
  }

  @Test
  void a_tunnel_that_takes_half_of_the_world_is_not_the_uplink() throws Exception {
    fw.ip("tuntap add dev tun0 mode tun");
    fw.ip("addr add 10.8.0.2/24 dev tun0");
    fw.ip("link set tun0 up");
    fw.ip("route add 0.0.0.0/1 dev tun0");
    fw.ip("route add 128.0.0.0/1 dev tun0");
    assertThat(leavesBy(Optional.empty())).isEqualTo("tun0");
    assertThat(found(IPV4)).isEqualTo("[198.51.100.10]");
  }

  @Test
  void several_equal_default_routes_are_told() throws Exception {
    fw.ip(
        "route replace default metric 100 nexthop via 198.51.100.1 dev wan1 weight 1"
            + " nexthop via 192.0.2.1 dev wan2 weight 1");
    assertThat(network.towards(ROOT_SERVER, Optional.empty()))
        .isInstanceOfSatisfying(
            RouteAnswer.Leaves.class,
            leaves -> assertThat(leaves.matched()).isEqualTo(RouteAnswer.Matched.SHARED_DEFAULT));
  }

  @Test
  void ipv6_addresses_that_are_tentative_or_deprecated_are_not_found() throws Exception {
    fw.ip("-6 route add default via fe80::1 dev wan1");
    fw.ip("addr add 2001:db8:1::5/64 dev wan1 nodad");
    assertThat(found(IPV6)).isEqualTo("[2001:db8:1::5]");
    fw.ip("addr add 2001:db8:1::6/64 dev wan1 nodad");
    fw.ip("addr change 2001:db8:1::5/64 dev wan1 preferred_lft 0");
    assertThat(found(IPV6)).isEqualTo("[2001:db8:1::6]");
    fw.ip("addr del 2001:db8:1::6/64 dev wan1");
    assertThat(found(IPV6)).contains("deprecated");
  }

  @Test
  void an_overrun_is_told_and_the_state_is_read_right_after_it() throws Exception {
    var lines = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      lines
          .append("addr add 10.")
          .append(i / 250)
          .append('.')
          .append(i % 250)
          .append(".1/32 dev wan2\n");
    }
    fw.batch(lines.toString());
    assertThat(next()).isEqualTo(new Hint.Overrun());
    assertThat(network.read().named("wan2").orElseThrow().addresses(IPV4)).hasSize(4001);
    assertThat(found(IPV4)).isEqualTo("[198.51.100.10]");
  }

  @Test
  void fifty_flaps_end_in_the_last_state() throws Exception {
    var lines = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      lines.append("link set isp1 down\nlink set isp1 up\n");
    }
    fw.batch(lines.toString());
    settle();
    assertThat(found(IPV4)).isEqualTo("[198.51.100.10]");
  }
}
