package homeport.agent.uplink;

import static homeport.agent.uplink.InterfaceAddress.Flag.DEPRECATED;
import static homeport.agent.uplink.InterfaceAddress.Flag.PERMANENT;
import static homeport.agent.uplink.InterfaceAddress.Flag.TEMPORARY;
import static homeport.agent.uplink.InterfaceAddress.Flag.TENTATIVE;
import static homeport.agent.uplink.InterfaceAddress.Scope.GLOBAL;
import static homeport.agent.uplink.InterfaceAddress.Scope.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.plan.MacAddress;
import homeport.agent.plan.Observation.Known;
import homeport.agent.plan.Observation.Unknown;
import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.agent.uplink.RouteAnswer.Leaves;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The addresses of machines behind this one: a prefix of an interface, and a host part. */
class BehindTest {
  private static final HostPart SERVER = written("::1234");
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56").orElseThrow();

  /** A kernel with routes; the longest prefix wins. The default route leaves by wan1. */
  private static final class Kernel implements Routes {
    private final Map<Prefix, RouteAnswer> ways =
        new TreeMap<>(
            Comparator.comparingInt(Prefix::length).reversed().thenComparing(Prefix::address));
    private final Set<Prefix> withoutWay = new HashSet<>();
    private final Map<Prefix, RouteAnswer> waysFrom = new HashMap<>();

    Kernel() {
      to("::/0", "wan1", Matched.DEFAULT);
    }

    Kernel to(String prefix, String name, Matched matched) {
      ways.put(Prefix.of(prefix), new Leaves(name, Optional.empty(), Optional.empty(), matched, 1));
      return this;
    }

    Kernel nowhere(String prefix) {
      ways.put(Prefix.of(prefix), new RouteAnswer.Unreachable("network is unreachable"));
      return this;
    }

    /** Routes by source: packets from these addresses have none. */
    Kernel noWayFrom(String prefix) {
      withoutWay.add(Prefix.of(prefix));
      return this;
    }

    /** Routes by source: packets from these addresses leave by another interface. */
    Kernel from(String prefix, String name) {
      waysFrom.put(
          Prefix.of(prefix),
          new Leaves(name, Optional.empty(), Optional.empty(), Matched.DEFAULT, 1));
      return this;
    }

    @Override
    public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
      if (source.isPresent() && withoutWay.stream().anyMatch(p -> p.contains(source.get()))) {
        return new RouteAnswer.Unreachable("network is unreachable");
      }
      Optional<RouteAnswer> bySource =
          waysFrom.entrySet().stream()
              .filter(each -> source.map(each.getKey()::contains).orElse(false))
              .map(Map.Entry::getValue)
              .findFirst();
      if (bySource.isPresent()) {
        return bySource.get();
      }
      return ways.entrySet().stream()
          .filter(each -> each.getKey().contains(destination))
          .findFirst()
          .orElseThrow()
          .getValue();
    }

    @Override
    public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
      throw new AssertionError("not asked");
    }
  }

  private final Kernel kernel = new Kernel();
  private List<Neighbour> neighbours = List.of();
  private Optional<IpAddress> before = Optional.empty();
  private Optional<String> uplink = Optional.empty();

  private static HostPart written(String bits) {
    return new HostPart.Written(IpAddress.of(bits));
  }

  private static InterfaceAddress at(String cidr, Flag... flags) {
    String[] parts = cidr.split("/");
    return new InterfaceAddress(
        IpAddress.of(parts[0]), Integer.parseInt(parts[1]), GLOBAL, Set.of(flags), 1800);
  }

  private static InterfaceState lan(InterfaceAddress... addresses) {
    return new InterfaceState("lan0", 3, "", true, true, false, List.of(addresses));
  }

  private Finding find(InterfaceState lan, OptionalInt length, HostPart host) {
    return new AddressFinder(new NetworkState(List.of(lan)), kernel, AddressRules.DEFAULT)
        .behind(new AddressMode.Behind("lan0", length, host), neighbours, before, uplink);
  }

  private String found(InterfaceState lan, HostPart host) {
    return text(find(lan, OptionalInt.empty(), host));
  }

  private String found(InterfaceState lan, int length, HostPart host) {
    return text(find(lan, OptionalInt.of(length), host));
  }

  private static String text(Finding finding) {
    return switch (finding.observation()) {
      case Known(var addresses, _) -> addresses.getFirst().toString();
      case Unknown(var why) -> "unknown: " + why;
    };
  }

  @Test
  void a_host_part_stands_behind_the_interfaces_own_prefix() {
    Finding finding = find(lan(at("2a00:1:2:5::1/64")), OptionalInt.empty(), SERVER);
    assertThat(finding.observation())
        .isEqualTo(
            new Known(List.of(IpAddress.of("2a00:1:2:5::1234")), "lan0, prefix 2a00:1:2:5::/64"));
  }

  @Test
  void a_mac_address_makes_the_lower_half() {
    assertThat(found(lan(at("2a00:1:2:5::1/64")), new HostPart.OfMac(MAC)))
        .isEqualTo("2a00:1:2:5:5054:ff:fe12:3456");
    assertThat(found(lan(at("2a00:1:2:500::1/56")), new HostPart.OfMac(MAC)))
        .isEqualTo(
            "unknown: a MAC address makes 64 bits, and 2a00:1:2:500::/56 of lan0 leaves 72;"
                + " write length: 64");
    assertThat(found(lan(at("2a00:1:2:501::1/56")), 64, new HostPart.OfMac(MAC)))
        .isEqualTo("2a00:1:2:501:5054:ff:fe12:3456");
  }

  @Test
  void prefix_and_host_part_meet_at_the_very_bit() {
    var random = new Random(10);
    for (int i = 0; i < 5_000; i++) {
      int length = random.nextInt(1, 128);
      var own = new IpAddress(AddressFamily.IPV6, random.nextLong(), random.nextLong());
      BigInteger mask = BigInteger.ONE.shiftLeft(128 - length).subtract(BigInteger.ONE);
      var bits = new IpAddress(AddressFamily.IPV6, random.nextLong(), random.nextLong() | 1);
      BigInteger low = number(bits);
      boolean fits = low.equals(low.and(mask));
      if (random.nextInt(10) > 0 && !fits) {
        bits = address(low.and(mask));
        fits = true;
      }
      var giver = new InterfaceAddress(own, length, GLOBAL, Set.of(), 1800);
      String expected = address(number(own).andNot(mask).or(number(bits).and(mask))).toString();
      String found = found(lan(giver), new HostPart.Written(bits));
      assertThat(found)
          .satisfies(
              fits
                  ? f -> assertThat(f).isEqualTo(expected)
                  : f -> assertThat(f).startsWith("unknown: the host part "));
    }
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.octets());
  }

  private static IpAddress address(BigInteger number) {
    return new IpAddress(AddressFamily.IPV6, number.shiftRight(64).longValue(), number.longValue());
  }

  @Test
  void a_host_part_longer_than_the_host_bits_is_not_known_and_never_cut() {
    assertThat(found(lan(at("2a00:1:2:5::1/64")), written("::15:0:0:0:1234")))
        .isEqualTo(
            "unknown: the host part ::15:0:0:0:1234 does not fit behind 2a00:1:2:5::/64 of lan0,"
                + " which leaves 64 bits");
  }

  @Test
  void a_prefix_that_shrank_below_a_host_part_gives_no_address() {
    HostPart subnet = written("::15:0:0:0:1234");
    assertThat(found(lan(at("2a00:1:2:500::1/56")), subnet)).isEqualTo("2a00:1:2:515::1234");
    assertThat(found(lan(at("2a00:1:2:500::1/60")), subnet))
        .startsWith("unknown: the host part ::15:0:0:0:1234 does not fit behind 2a00:1:2:500::/60");
    assertThat(found(lan(at("2a00:1:2:500::1/60")), written("::5:0:0:0:1234")))
        .as("what fits stays")
        .isEqualTo("2a00:1:2:505::1234");
  }

  @Test
  void a_stated_length_reaches_the_other_subnets_that_have_a_route() {
    kernel.to("2a00:1:2:515::/64", "lan1", Matched.PART);
    InterfaceState lan = lan(at("2a00:1:2:501::1/64"));
    assertThat(found(lan, 56, written("::15:0:0:0:1234"))).isEqualTo("2a00:1:2:515::1234");
    assertThat(found(lan, 56, written("::1:0:0:0:1234")))
        .as("its own subnet needs no route but itself")
        .isEqualTo("2a00:1:2:501::1234");
  }

  @Test
  void a_stated_length_that_is_true_no_more_gives_no_address() {
    InterfaceState lan = lan(at("2a00:1:2:501::1/64"));
    assertThat(found(lan, 56, written("::15:0:0:0:1234")))
        .isEqualTo(
            "unknown: 2a00:1:2:515::1234 is not behind this machine: packets to it leave by wan1"
                + " like all others");
    kernel.nowhere("2a00:1:2:500::/56");
    assertThat(found(lan, 56, written("::15:0:0:0:1234")))
        .startsWith("unknown: no interface or route has the subnet of 2a00:1:2:515::1234");
    kernel.to("2a00::/3", "wan1", Matched.PART).to("2a00:1:2:500::/56", "wan1", Matched.PART);
    assertThat(found(lan, 56, written("::15:0:0:0:1234"))).startsWith("unknown: ");
  }

  @Test
  void a_prefix_that_moved_takes_its_hosts_with_it() {
    assertThat(found(lan(at("2a00:1:2:5::1/64")), SERVER)).isEqualTo("2a00:1:2:5::1234");
    assertThat(found(lan(at("2a00:9:9:9::1/64")), SERVER)).isEqualTo("2a00:9:9:9::1234");
  }

  @Test
  void of_an_old_prefix_and_a_new_one_the_preferred_counts_in_any_order() {
    InterfaceAddress flagged = at("2a00:1:2:5::1/64", DEPRECATED);
    // The lifetime is zero before the flag is there.
    var expiring = new InterfaceAddress(IpAddress.of("2a00:1:2:5::1"), 64, GLOBAL, Set.of(), 0);
    InterfaceAddress fresh = at("2a00:9:9:9::1/64");
    for (InterfaceAddress old : List.of(flagged, expiring)) {
      assertThat(found(lan(old, fresh), SERVER)).isEqualTo("2a00:9:9:9::1234");
      assertThat(found(lan(fresh, old), SERVER)).isEqualTo("2a00:9:9:9::1234");
      assertThat(found(lan(old), SERVER)).endsWith("2a00:1:2:5::1, which is deprecated");
    }
  }

  @Test
  void of_several_preferred_prefixes_the_one_whose_packets_leave_counts() {
    InterfaceState lan = lan(at("2a00:1:2:5::1/64"), at("2a00:9:9:9::1/64"));
    assertThat(found(lan, SERVER)).as("the lowest").isEqualTo("2a00:1:2:5::1234");
    kernel.noWayFrom("2a00:1:2::/48");
    assertThat(found(lan, SERVER)).isEqualTo("2a00:9:9:9::1234");
  }

  @Test
  void of_the_prefixes_of_two_uplinks_that_of_the_wanted_uplink_counts() {
    InterfaceState lan = lan(at("2a00:1:2:5::1/64"), at("2a00:9:9:9::1/64"));
    kernel.from("2a00:9:9::/48", "wan2");
    assertThat(found(lan, SERVER)).as("all traffic leaves by wan1").isEqualTo("2a00:1:2:5::1234");
    uplink = Optional.of("wan2");
    assertThat(found(lan, SERVER)).isEqualTo("2a00:9:9:9::1234");
    uplink = Optional.of("wan3");
    assertThat(found(lan, SERVER)).as("neither: the lowest").isEqualTo("2a00:1:2:5::1234");
  }

  @Test
  void the_prefix_does_not_depend_on_the_order_or_on_the_age_of_addresses() {
    var addresses =
        new ArrayList<>(
            List.of(
                at("2a00:1:2:5::1/64"),
                at("2a00:1:2:5::ab/64", TEMPORARY),
                at("2a00:1:2:5::7/128"),
                at("2a00:9:9:9::1/64"),
                at("2a00:0:0:1::1/64", DEPRECATED),
                at("2a00:0:0:2::1/64", TENTATIVE),
                at("2a00:0:0:3::1/128"),
                at("fd00::1/64", PERMANENT)));
    var random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(addresses, random);
      addresses.replaceAll(
          a ->
              new InterfaceAddress(
                  a.address(), a.prefixLength(), GLOBAL, a.flags(), random.nextInt(1, 9_999)));
      assertThat(found(lan(addresses.toArray(InterfaceAddress[]::new)), SERVER))
          .isEqualTo("2a00:1:2:5::1234");
    }
  }

  @Test
  void a_unique_local_prefix_is_taken_only_where_there_is_no_public_one() {
    assertThat(found(lan(at("fd00:1::1/64", PERMANENT), at("2a00:1:2:5::1/64")), SERVER))
        .isEqualTo("2a00:1:2:5::1234");
    assertThat(found(lan(at("fd00:1::1/64", PERMANENT)), SERVER))
        .as("published only if the range is allowed by name")
        .isEqualTo("fd00:1::1234");
  }

  @Test
  void a_prefix_that_is_gone_is_not_knowing() {
    var linkLocal = new InterfaceAddress(IpAddress.of("fe80::1"), 64, LINK, Set.of(), 1800);
    assertThat(found(lan(linkLocal), SERVER)).startsWith("unknown: lan0 has no IPv6 address");
    assertThat(found(lan(), SERVER)).isEqualTo("unknown: lan0 has no IPv6 address");
    var off = new InterfaceState("lan0", 3, "", false, false, false, List.of());
    assertThat(found(off, SERVER)).isEqualTo("unknown: lan0 is switched off");
    var cut = new InterfaceState("lan0", 3, "", true, false, false, List.of(at("2a00::1/64")));
    assertThat(found(cut, SERVER)).contains("no carrier");
    var other = new InterfaceState("br0", 3, "", true, true, false, List.of());
    assertThat(found(other, SERVER))
        .isEqualTo("unknown: there is no interface lan0 (there are: br0)");
  }

  @Test
  void a_single_address_says_nothing_of_a_prefix_unless_its_length_is_stated() {
    assertThat(found(lan(at("2a00:1:2:5::7/128")), SERVER))
        .isEqualTo(
            "unknown: lan0 has 2a00:1:2:5::7/128, which says nothing of a prefix; write length:");
    kernel.to("2a00:1:2:5::/64", "lan0", Matched.PART);
    assertThat(found(lan(at("2a00:1:2:5::7/128")), 64, SERVER)).isEqualTo("2a00:1:2:5::1234");
  }

  private void seen(String... addresses) {
    neighbours =
        java.util.Arrays.stream(addresses)
            .map(a -> new Neighbour("lan0", MAC.toString(), IpAddress.of(a)))
            .toList();
  }

  private String learnt() {
    Finding finding =
        find(lan(at("2a00:1:2:5::1/64")), OptionalInt.empty(), new HostPart.Learnt(MAC));
    if (finding.observation() instanceof Known(var addresses, _)) {
      before = Optional.of(addresses.getFirst());
    }
    return text(finding);
  }

  @Test
  void a_learnt_address_is_the_one_seen_in_the_prefix() {
    seen("fe80::5054:ff:fe12:3456", "2a00:9:9:9::8", "2a00:1:2:5::8");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::8");
    neighbours = List.of(new Neighbour("lan0", "52:54:00:ff:ff:ff", IpAddress.of("2a00:1:2:5::8")));
    assertThat(learnt())
        .as("another machine has it now")
        .isEqualTo(
            "unknown: the neighbour table has no address of 52:54:00:12:34:56 in"
                + " 2a00:1:2:5::/64 of lan0");
  }

  @Test
  void of_several_learnt_addresses_the_chosen_one_stays_while_it_is_there() {
    seen("2a00:1:2:5::8");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::8");
    seen("2a00:1:2:5::3", "2a00:1:2:5::8");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::8");
    seen();
    assertThat(learnt()).startsWith("unknown");
    seen("2a00:1:2:5::9", "2a00:1:2:5::8", "2a00:1:2:5::3");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::8");
    seen("2a00:1:2:5::9", "2a00:1:2:5::3");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::3");
  }

  @Test
  void a_machine_once_seen_with_an_address_of_its_mac_keeps_that() {
    seen("2a00:1:2:5::8", "2a00:1:2:5:5054:ff:fe12:3456");
    assertThat(learnt()).isEqualTo("2a00:1:2:5:5054:ff:fe12:3456");
    seen("2a00:1:2:5::8");
    assertThat(learnt()).as("its entry fell out").isEqualTo("2a00:1:2:5:5054:ff:fe12:3456");
    seen();
    assertThat(learnt()).startsWith("unknown");
  }

  @Test
  void a_learnt_address_of_the_old_prefix_is_never_kept_in_the_new() {
    seen("2a00:1:2:5::8");
    assertThat(learnt()).isEqualTo("2a00:1:2:5::8");
    Finding moved =
        find(lan(at("2a00:9:9:9::1/64")), OptionalInt.empty(), new HostPart.Learnt(MAC));
    assertThat(text(moved)).startsWith("unknown: the neighbour table has no address");
  }
}
