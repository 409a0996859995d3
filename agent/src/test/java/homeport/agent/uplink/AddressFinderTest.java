package homeport.agent.uplink;

import static homeport.agent.uplink.InterfaceAddress.Flag.DAD_FAILED;
import static homeport.agent.uplink.InterfaceAddress.Flag.DEPRECATED;
import static homeport.agent.uplink.InterfaceAddress.Flag.PERMANENT;
import static homeport.agent.uplink.InterfaceAddress.Flag.SECONDARY;
import static homeport.agent.uplink.InterfaceAddress.Flag.TEMPORARY;
import static homeport.agent.uplink.InterfaceAddress.Flag.TENTATIVE;
import static homeport.agent.uplink.InterfaceAddress.Scope.GLOBAL;
import static homeport.agent.uplink.InterfaceAddress.Scope.HOST;
import static homeport.agent.uplink.InterfaceAddress.Scope.LINK;
import static homeport.dns.AddressFamily.IPV4;
import static homeport.dns.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Observation;
import homeport.agent.plan.Observation.Known;
import homeport.agent.plan.Observation.Unknown;
import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressFinderTest {
  private static final long FOREVER = InterfaceAddress.FOREVER;
  private static final InterfaceState LO =
      new InterfaceState("lo", 1, "", true, true, true, List.of(at("127.0.0.1", 8, HOST)));
  private final FakeRoutes routes = new FakeRoutes();

  private static InterfaceAddress at(String text, int length, InterfaceAddress.Scope scope) {
    return new InterfaceAddress(IpAddress.of(text), length, scope, Set.of(PERMANENT), FOREVER);
  }

  private static InterfaceAddress at(String text, int length, Flag... flags) {
    return new InterfaceAddress(IpAddress.of(text), length, GLOBAL, Set.of(flags), FOREVER);
  }

  private static InterfaceState live(String name, String kind, InterfaceAddress... addresses) {
    return new InterfaceState(name, name.hashCode(), kind, true, true, false, List.of(addresses));
  }

  private static InterfaceState wan1(InterfaceAddress... addresses) {
    return live("wan1", "", addresses);
  }

  private Finding outgoing(homeport.dns.AddressFamily family, InterfaceState... interfaces) {
    return finder(AddressRules.DEFAULT, interfaces).outgoing(family);
  }

  private AddressFinder finder(AddressRules rules, InterfaceState... interfaces) {
    var all = new ArrayList<>(List.of(LO));
    all.addAll(List.of(interfaces));
    return new AddressFinder(new NetworkState(all), routes, rules);
  }

  private static List<IpAddress> addresses(Finding finding) {
    assertThat(finding.observation()).isInstanceOf(Known.class);
    return ((Known) finding.observation()).addresses();
  }

  private static String why(Finding finding) {
    assertThat(finding.observation()).isInstanceOf(Unknown.class);
    assertThat(finding.uplink()).isEmpty();
    return ((Unknown) finding.observation()).why();
  }

  @Test
  void outgoing_is_the_preferred_source_of_the_route() {
    routes.outgoing("wan1", "198.51.100.11", Matched.DEFAULT);
    Finding finding =
        outgoing(IPV4, wan1(at("198.51.100.10", 24), at("198.51.100.11", 24, SECONDARY)));
    assertThat(finding.observation())
        .isEqualTo(
            new Observation.Known(
                List.of(IpAddress.of("198.51.100.11")), "wan1, preferred source"));
    assertThat(finding.uplink().orElseThrow().interfaceName()).isEqualTo("wan1");
  }

  @Test
  void a_lost_carrier_is_not_knowing_although_the_route_stays() {
    routes.outgoing("wan1", "198.51.100.10", Matched.DEFAULT);
    var dead =
        new InterfaceState("wan1", 2, "", true, false, false, List.of(at("198.51.100.10", 24)));
    assertThat(why(outgoing(IPV4, dead))).contains("no carrier");
  }

  @Test
  void without_a_route_nothing_is_known() {
    assertThat(why(outgoing(IPV4, wan1(at("198.51.100.10", 24)))))
        .isEqualTo("no IPv4 route to the Internet: network is unreachable");
    assertThat(why(outgoing(IPV6, wan1(at("fe80::1", 64, LINK))))).contains("IPv6");
  }

  @Test
  void ipv6_that_is_switched_off_is_known_to_have_no_address() {
    assertThat(addresses(outgoing(IPV6, wan1(at("198.51.100.10", 24))))).isEmpty();
    assertThat(addresses(finder(AddressRules.DEFAULT, wan1()).on("wan1", IPV6))).isEmpty();
  }

  @Test
  void at_boot_before_any_interface_is_up_ipv6_is_not_known() {
    var down = new InterfaceState("wan1", 2, "", false, false, false, List.of());
    assertThat(why(outgoing(IPV6, down))).contains("no IPv6 route");
  }

  @Test
  void unusable_addresses_are_passed_over() {
    routes.outgoing("wan1", "2001:db8:1::a", Matched.DEFAULT);
    var soonGone = new InterfaceAddress(IpAddress.of("2001:db8:1::e"), 64, GLOBAL, Set.of(), 0);
    Finding finding =
        outgoing(
            IPV6,
            wan1(
                at("2001:db8:1::a", 64, TEMPORARY),
                at("2001:db8:1::b", 64, TENTATIVE),
                at("2001:db8:1::c", 64, TENTATIVE, DAD_FAILED),
                at("2001:db8:1::d", 64, DEPRECATED),
                soonGone,
                at("fe80::1", 64, LINK),
                at("2001:db8:1::f", 64)));
    assertThat(addresses(finding)).containsExactly(IpAddress.of("2001:db8:1::f"));
  }

  @Test
  void with_only_unusable_addresses_the_reason_is_told() {
    routes.outgoing("wan1", "2001:db8:1::a", Matched.DEFAULT);
    assertThat(why(outgoing(IPV6, wan1(at("2001:db8:1::b", 64, TENTATIVE)))))
        .isEqualTo(
            "wan1 has no IPv6 address to publish, only 2001:db8:1::b, which is still checked for"
                + " duplicates");
    assertThat(why(outgoing(IPV6, wan1(at("2001:db8:1::b", 64, TEMPORARY))))).contains("temporary");
    assertThat(why(outgoing(IPV6, wan1(at("fe80::1", 64, LINK))))).contains("link-local");
  }

  /** One of each kind that a kernel may hold, in no order. */
  private List<InterfaceAddress> zoo() {
    return new ArrayList<>(
        List.of(
            at("2a00::5054:ff:fe12:3456", 64),
            at("2a00::7", 64),
            at("2a00::9", 64),
            at("2a00::3", 128),
            at("2a00::f1", 64, TEMPORARY),
            at("2a00::f2", 64, TEMPORARY),
            at("2a00::f0", 64, TEMPORARY, DEPRECATED),
            at("2a00::5054:ff:fe00:1", 64, DEPRECATED),
            at("2a00::1", 64, TENTATIVE),
            at("2a00::2", 64, TENTATIVE, DAD_FAILED),
            at("2a00::4", 64, DAD_FAILED),
            new InterfaceAddress(IpAddress.of("2a00::6"), 64, GLOBAL, Set.of(), 0),
            at("fd00::5054:ff:fe12:3456", 64, PERMANENT),
            at("fe80::5054:ff:fe12:3456", 64, LINK)));
  }

  @Test
  void each_sort_of_address_is_chosen_alike_in_any_order_and_at_any_age() {
    var random = new Random(4);
    for (int i = 0; i < 300; i++) {
      List<InterfaceAddress> addresses = zoo();
      addresses.replaceAll(a -> a.preferredSeconds() == 0 ? a : aged(a, 1 + random.nextInt(9_999)));
      Collections.shuffle(addresses, random);
      assertThat(chosen(addresses, Ipv6Choice.STABLE)).isEqualTo("2a00::7");
      assertThat(chosen(addresses, Ipv6Choice.TEMPORARY)).isEqualTo("2a00::f1");
      assertThat(chosen(addresses, Ipv6Choice.EUI64)).isEqualTo("2a00::5054:ff:fe12:3456");
    }
  }

  private static InterfaceAddress aged(InterfaceAddress a, long seconds) {
    return new InterfaceAddress(a.address(), a.prefixLength(), a.scope(), a.flags(), seconds);
  }

  private static String chosen(List<InterfaceAddress> addresses, Ipv6Choice sort) {
    return AddressChoice.best(addresses, Optional.empty(), sort).orElseThrow().address().toString();
  }

  @Test
  void the_sort_that_is_asked_for_outweighs_what_the_kernel_prefers() {
    routes.outgoing("wan1", "2a00::f2", Matched.DEFAULT);
    InterfaceState wan = live("wan1", "", zoo().toArray(InterfaceAddress[]::new));
    assertThat(addresses(sorted(Ipv6Choice.STABLE, wan))).containsExactly(IpAddress.of("2a00::7"));
    assertThat(addresses(sorted(Ipv6Choice.EUI64, wan)))
        .containsExactly(IpAddress.of("2a00::5054:ff:fe12:3456"));
    assertThat(addresses(sorted(Ipv6Choice.TEMPORARY, wan)))
        .as("of several, the one that the kernel uses")
        .containsExactly(IpAddress.of("2a00::f2"));
  }

  private Finding sorted(Ipv6Choice sort, InterfaceState wan) {
    return finder(AddressRules.DEFAULT.with(sort), wan).outgoing(IPV6);
  }

  @Test
  void one_sort_of_address_never_stands_in_for_another() {
    routes.outgoing("wan1", "2a00::7", Matched.DEFAULT);
    InterfaceState wan = wan1(at("2a00::7", 64));
    assertThat(why(sorted(Ipv6Choice.TEMPORARY, wan)))
        .endsWith("only 2a00::7, which is not temporary");
    assertThat(why(sorted(Ipv6Choice.EUI64, wan)))
        .endsWith("only 2a00::7, which is not made of the MAC address");
    assertThat(why(sorted(Ipv6Choice.STABLE, wan1(at("2a00::f1", 64, TEMPORARY)))))
        .endsWith("only 2a00::f1, which is temporary");
  }

  @Test
  void the_sort_of_ipv6_address_says_nothing_about_ipv4() {
    routes.outgoing("wan1", "198.51.100.10", Matched.DEFAULT);
    for (Ipv6Choice sort : Ipv6Choice.values()) {
      Finding finding =
          finder(AddressRules.DEFAULT.with(sort), wan1(at("198.51.100.10", 24))).outgoing(IPV4);
      assertThat(addresses(finding)).containsExactly(IpAddress.of("198.51.100.10"));
    }
  }

  @Test
  void the_stable_address_comes_from_the_network_of_the_preferred_temporary_one() {
    routes.outgoing("wan1", "2001:db8:2::a", Matched.DEFAULT);
    assertThat(
            addresses(
                outgoing(
                    IPV6,
                    wan1(
                        at("2001:db8:1::f", 64),
                        at("2001:db8:2::a", 64, TEMPORARY),
                        at("2001:db8:2::f", 64)))))
        .containsExactly(IpAddress.of("2001:db8:2::f"));
  }

  @Test
  void the_choice_does_not_depend_on_the_order_or_on_the_lifetimes() {
    var addresses =
        new ArrayList<>(
            List.of(
                at("2001:db8::1", 128),
                at("2a00::5", 128),
                at("2a00::9", 64),
                at("2a00::7", 64),
                at("fd00::1", 64, PERMANENT)));
    var random = new Random(1);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(addresses, random);
      List<InterfaceAddress> aged =
          addresses.stream()
              .map(
                  a ->
                      new InterfaceAddress(
                          a.address(), a.prefixLength(), GLOBAL, a.flags(), 1 + random.nextInt(99)))
              .toList();
      assertThat(AddressChoice.best(aged, Optional.empty(), Ipv6Choice.STABLE).orElseThrow())
          .hasToString("2a00::7/64");
    }
  }

  @Test
  void an_interface_that_is_missing_or_down_or_bare_is_not_knowing() {
    var down = new InterfaceState("wan2", 3, "", false, false, false, List.of());
    AddressFinder finder = finder(AddressRules.DEFAULT, wan1(), down);
    assertThat(why(finder.on("wan9", IPV4)))
        .isEqualTo("there is no interface wan9 (there are: wan1, wan2)");
    assertThat(why(finder.on("wan2", IPV4))).isEqualTo("wan2 is switched off");
    assertThat(why(finder.on("wan1", IPV4))).isEqualTo("wan1 has no IPv4 address");
  }

  @Test
  void a_chosen_interface_is_used_whatever_carries_the_traffic() {
    routes.outgoing("wan1", "198.51.100.10", Matched.DEFAULT);
    assertThat(
            addresses(
                finder(
                        AddressRules.DEFAULT,
                        wan1(at("198.51.100.10", 24)),
                        live("wan2", "", at("192.0.2.10", 24)))
                    .on("wan2", IPV4)))
        .containsExactly(IpAddress.of("192.0.2.10"));
  }

  @Test
  void a_split_tunnel_is_not_the_uplink_but_the_default_route_beside_it_is() {
    routes
        .outgoing("wg0", "10.8.0.2", Matched.PART)
        .by("wan2", "192.0.2.10", Matched.DEFAULT, 200)
        .by("wan1", "198.51.100.10", Matched.DEFAULT, 100);
    assertThat(
            addresses(
                outgoing(
                    IPV4,
                    live("wg0", "wireguard", at("10.8.0.2", 24)),
                    live("wan2", "", at("192.0.2.10", 24)),
                    wan1(at("198.51.100.10", 24)))))
        .containsExactly(IpAddress.of("198.51.100.10"));
  }

  @Test
  void a_split_tunnel_with_nothing_beside_it_is_not_knowing_unless_it_is_named() {
    routes.outgoing("wg0", "10.8.0.2", Matched.PART);
    InterfaceState tunnel = live("wg0", "wireguard", at("10.8.0.2", 24));
    assertThat(why(outgoing(IPV4, tunnel))).contains("wg0", "not named");
    var naming =
        new AddressRules(
            AddressRules.DEFAULT.destinationIpv4(),
            AddressRules.DEFAULT.destinationIpv6(),
            Ipv6Choice.STABLE,
            Set.of("wg0"));
    assertThat(addresses(finder(naming, tunnel).outgoing(IPV4)))
        .containsExactly(IpAddress.of("10.8.0.2"));
  }

  @Test
  void a_tunnel_with_the_default_route_is_an_uplink() {
    routes.outgoing("he6", "2001:db8:9::2", Matched.DEFAULT);
    assertThat(addresses(outgoing(IPV6, live("he6", "sit", at("2001:db8:9::2", 64)))))
        .containsExactly(IpAddress.of("2001:db8:9::2"));
  }

  @Test
  void an_unnumbered_line_publishes_the_address_kept_on_another_interface() {
    routes.outgoing("ppp0", "192.0.2.10", Matched.DEFAULT);
    Finding finding = outgoing(IPV4, live("ppp0", ""), live("dmz", "", at("192.0.2.10", 29)));
    assertThat(addresses(finding)).containsExactly(IpAddress.of("192.0.2.10"));
    assertThat(((Known) finding.observation()).origin()).contains("kept on dmz");
  }

  @Test
  void a_shared_default_route_is_told() {
    routes.outgoing("wan1", "198.51.100.10", Matched.SHARED_DEFAULT);
    assertThat(((Known) outgoing(IPV4, wan1(at("198.51.100.10", 24))).observation()).origin())
        .contains("one of several");
  }
}
