package homeport.agent.net;

import static homeport.dns.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.plan.MacAddress;
import homeport.agent.plan.Observation;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.Ipv6Choice;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The IPv6 addresses and prefixes of a real kernel, in a network namespace of its own. */
@Tag("lab")
class Ipv6LabTest {
  private static final String MAC = "52:54:00:12:34:56";
  private NamespaceThread fw;
  private Network network;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    for (String pair : new String[] {"wan1 isp1", "lan0 peer0", "lan1 peer1"}) {
      String[] ends = pair.split(" ");
      fw.ip("link add " + ends[0] + " type veth peer name " + ends[1]);
      fw.ip("link set " + ends[0] + " address " + MAC);
      for (String end : ends) {
        fw.call(
            () ->
                Files.writeString(
                    Path.of("/proc/sys/net/ipv6/conf/" + end + "/use_tempaddr"), "2"));
        fw.ip("link set " + end + " up");
      }
    }
    fw.ip("-6 route add default via fe80::1 dev wan1");
    network = fw.call(Netlink::open);
  }

  @AfterEach
  void end() {
    if (network != null) {
      network.close();
    }
    fw.close();
  }

  private Finding find(Ipv6Choice sort) throws IOException {
    return new AddressFinder(network.read(), network, AddressRules.DEFAULT.with(sort))
        .on("wan1", IPV6);
  }

  private static String text(Finding finding) {
    return switch (finding.observation()) {
      case Observation.Known(var addresses, _) -> addresses.getFirst().toString();
      case Observation.Unknown(var why) -> "unknown: " + why;
    };
  }

  /** Looks again at each hint, until it is so or the kernel has nothing more to say. */
  private String await(Ipv6Choice sort, String wanted) throws IOException {
    String found = text(find(sort));
    while (!found.matches(wanted)
        && !(network.await(Duration.ofSeconds(8)) instanceof Hint.Timeout)) {
      found = text(find(sort));
    }
    return found;
  }

  @Test
  void each_sort_of_address_is_told_apart_by_what_the_kernel_says() throws Exception {
    fw.ip("addr add 2001:db8:1::5/64 dev wan1 valid_lft 300 preferred_lft 200 mngtmpaddr");
    fw.ip("addr add 2001:db8:1::5054:ff:fe12:3456/64 dev wan1 nodad");
    String made = await(Ipv6Choice.TEMPORARY, "2001:db8:1:0:.*");
    assertThat(made).startsWith("2001:db8:1:").isNotEqualTo("2001:db8:1::5");
    assertThat(text(find(Ipv6Choice.EUI64))).isEqualTo("2001:db8:1:0:5054:ff:fe12:3456");
    fw.ip("addr del 2001:db8:1::5054:ff:fe12:3456/64 dev wan1");
    assertThat(await(Ipv6Choice.STABLE, "2001:db8:1::5")).isEqualTo("2001:db8:1::5");
    assertThat(text(find(Ipv6Choice.EUI64))).contains("not made of the MAC address");
  }

  @Test
  void an_address_that_another_machine_has_too_is_never_found() throws Exception {
    try (var other = new NamespaceThread()) {
      fw.ip("link set isp1 netns " + other.id());
      other.ip("link set isp1 up");
      other.ip("addr add 2001:db8:1::66/64 dev isp1 nodad");
      neverFound();
    }
  }

  private void neverFound() throws Exception {
    fw.ip("addr add 2001:db8:1::66/64 dev wan1");
    assertThat(text(find(Ipv6Choice.STABLE)))
        .matches("unknown: .*(still checked for duplicates|another machine has too).*");
    assertThat(await(Ipv6Choice.STABLE, ".*another machine has too.*"))
        .as("its check has ended")
        .contains("2001:db8:1::66, which another machine has too");
    fw.ip("addr add 2001:db8:1::67/64 dev wan1 nodad");
    assertThat(text(find(Ipv6Choice.STABLE))).isEqualTo("2001:db8:1::67");
  }

  @Test
  void an_address_alone_stands_behind_one_with_its_network() throws Exception {
    fw.ip("addr add 2001:db8:1::3/128 dev wan1 nodad");
    fw.ip("addr add 2001:db8:1::7/64 dev wan1 nodad");
    fw.ip("-6 route replace default via fe80::1 dev wan1 src 2001:db8:1::3");
    assertThat(text(find(Ipv6Choice.STABLE)))
        .as("the administrator says so")
        .isEqualTo("2001:db8:1::3");
    fw.ip("-6 route del default");
    assertThat(text(find(Ipv6Choice.STABLE))).isEqualTo("2001:db8:1::7");
  }

  private String behind(int length, HostPart host) throws IOException {
    var mode =
        new AddressMode.Behind(
            "lan0", length == 0 ? OptionalInt.empty() : OptionalInt.of(length), host);
    return text(
        new AddressFinder(network.read(), network, AddressRules.DEFAULT)
            .behind(mode, network.neighbours(), Optional.empty(), Optional.empty()));
  }

  private static HostPart host(String bits) {
    return new HostPart.Written(IpAddress.of(bits));
  }

  @Test
  void a_subnet_beyond_the_interface_is_ours_while_the_kernel_has_a_way_to_it() throws Exception {
    fw.ip("addr add 2001:db8:1:501::1/64 dev lan0 nodad");
    HostPart inner = host("::15:0:0:0:1234");
    assertThat(behind(56, inner)).contains("is not behind this machine", "wan1");
    fw.ip("-6 route add unreachable 2001:db8:1:500::/56 metric 9000");
    assertThat(behind(56, inner)).contains("no interface or route has the subnet");
    fw.ip("addr add 2001:db8:1:515::1/64 dev lan1 nodad");
    assertThat(behind(56, inner)).isEqualTo("2001:db8:1:515::1234");
    fw.ip("addr del 2001:db8:1:515::1/64 dev lan1");
    fw.ip("-6 route add 2001:db8:1:510::/60 via fe80::2 dev lan0");
    assertThat(behind(56, inner)).as("behind an inner router").isEqualTo("2001:db8:1:515::1234");
    assertThat(behind(60, inner)).contains("does not fit behind 2001:db8:1:500::/60");
  }

  @Test
  void of_two_prefixes_the_one_whose_packets_have_a_way_out_is_taken() throws Exception {
    fw.ip("addr add 2001:db8:1:5::1/64 dev lan0 nodad");
    fw.ip("addr add 2001:db8:9:9::1/64 dev lan0 nodad");
    assertThat(behind(0, host("::8"))).isEqualTo("2001:db8:1:5::8");
    fw.ip("-6 route del default");
    fw.ip("-6 route add default from 2001:db8:9::/48 via fe80::1 dev wan1");
    assertThat(behind(0, host("::8"))).isEqualTo("2001:db8:9:9::8");
    fw.ip("addr change 2001:db8:9:9::1/64 dev lan0 preferred_lft 0");
    assertThat(behind(0, host("::8"))).as("deprecated").isEqualTo("2001:db8:1:5::8");
  }

  @Test
  void a_machine_is_learnt_from_its_neighbour_entry() throws Exception {
    HostPart learnt = new HostPart.Learnt(MacAddress.parse(MAC).orElseThrow());
    fw.ip("addr add 2001:db8:1:5::1/64 dev lan0 nodad");
    assertThat(behind(0, learnt)).contains("the neighbour table has no address of " + MAC);
    fw.ip("neigh add 2001:db8:1:5::77 lladdr " + MAC + " dev lan0 nud stale");
    assertThat(behind(0, learnt)).isEqualTo("2001:db8:1:5::77");
    fw.ip("neigh change 2001:db8:1:5::77 lladdr " + MAC + " dev lan0 nud failed");
    assertThat(behind(0, learnt)).contains("has no address of");
  }
}
