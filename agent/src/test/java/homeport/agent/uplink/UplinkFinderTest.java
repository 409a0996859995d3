package homeport.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.agent.uplink.UplinkRules.Prefer;
import homeport.agent.uplink.UplinkRules.Wanted;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UplinkFinderTest {
  private static final AddressFamily V4 = AddressFamily.IPV4;
  private final List<DefaultRoute> defaults = new ArrayList<>();
  private final FakeRoutes routes =
      new FakeRoutes()
          .outgoing("wan1", "198.51.100.10", Matched.DEFAULT)
          .by("wan1", "198.51.100.10", Matched.DEFAULT, 100)
          .by("ppp7", "192.0.2.10", Matched.DEFAULT, 200)
          .defaults(defaults);
  private final NetworkState state =
      new NetworkState(
          List.of(
              up("lo", "loopback", "127.0.0.1"),
              up("ppp7", "", "192.0.2.10"),
              up("wan1", "", "198.51.100.10"),
              up("wg0", "wireguard", "10.7.0.2"),
              up("lan0", "", "10.99.0.1")));

  private static InterfaceState up(String name, String kind, String address) {
    var own =
        new InterfaceAddress(
            IpAddress.of(address),
            24,
            InterfaceAddress.Scope.GLOBAL,
            Set.of(),
            InterfaceAddress.FOREVER);
    return new InterfaceState(name, 1, kind, true, true, name.equals("lo"), List.of(own));
  }

  private void route(String name, int table, long metric) {
    defaults.add(new DefaultRoute(V4, name, Optional.empty(), table, metric));
  }

  private List<FoundUplink> find(Wanted... wanted) {
    var rules =
        new UplinkRules(Mode.FAILOVER, Arrays.asList(wanted), Prefer.ROUTE, ProbeRules.DEFAULT);
    return new UplinkFinder(state, routes, AddressRules.DEFAULT).find(rules);
  }

  private static Wanted wanted(String pattern, String name) {
    return new Wanted(pattern, name, List.of());
  }

  @Test
  void every_interface_with_a_default_route_is_one_in_order_of_their_metrics() {
    route("ppp7", 254, 200);
    route("wan1", 254, 100);
    route("wan1", 101, 0);
    assertThat(find())
        .extracting(FoundUplink::name, FoundUplink::why)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("wan1", "found by its default route"),
            org.assertj.core.groups.Tuple.tuple("ppp7", "found by its default route"));
  }

  @Test
  void one_in_another_table_is_found_too_and_it_says_where() {
    route("ppp7", 102, 0);
    assertThat(find())
        .singleElement()
        .satisfies(u -> assertThat(u.why()).isEqualTo("found by its default route in table 102"));
  }

  @Test
  void a_tunnel_with_a_default_route_is_none_unless_it_is_named() {
    route("wg0", 51820, 0);
    assertThat(find()).isEmpty();
    assertThat(find(wanted("wg0", "wg0"))).hasSize(1);
  }

  @Test
  void a_pattern_follows_an_interface_that_is_renamed() {
    assertThat(find(wanted("ppp*", "fibre")))
        .singleElement()
        .satisfies(
            uplink -> {
              assertThat(uplink.name()).isEqualTo("fibre");
              assertThat(uplink.interfaceName()).isEqualTo("ppp7");
              assertThat(uplink.way(V4)).isInstanceOf(Way.Open.class);
            });
  }

  @Test
  void an_interface_that_is_not_there_stays_in_its_place_and_says_so() {
    assertThat(find(wanted("wwan0", "mobile"), wanted("wan1", "cable")))
        .extracting(FoundUplink::name, u -> u.way(V4).getClass().getSimpleName())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("mobile", "Cut"),
            org.assertj.core.groups.Tuple.tuple("cable", "Open"));
  }

  @Test
  void one_without_a_route_is_cut_although_it_has_an_address() {
    assertThat(find(wanted("lan0", "lan0")).getFirst().way(V4))
        .isEqualTo(new Way.Cut("no IPv4 route leads out of lan0"));
  }
}
