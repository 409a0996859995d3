package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** IPv6 as it is: machines behind the firewall, prefixes that move, addresses of every sort. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class MachinesBehindTest {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int MACHINES = 10;

  private static HostText behind(Scene scene, String name, String hostPart) {
    return HostText.of(scene, name).with("address", "{prefix-of: lan0, " + hostPart + "}");
  }

  private static void lan(Scene scene, String... changes) {
    for (String change : changes) {
      scene.lab().fw().ip("addr " + change + " dev lan0");
    }
  }

  @Test
  void new_prefix_beside_a_deprecated_one_moves_every_machine_with_a_request_each(Scene scene) {
    scene.lab().ipv6("2001:db8:1::10"); // The provider is reached by IPv4 all the same.
    lan(scene, "add 2001:db8:1:5::1/64 nodad");
    List<String> names = IntStream.range(0, MACHINES).mapToObj(_ -> scene.name()).toList();
    HostText[] hosts =
        IntStream.range(0, MACHINES)
            .mapToObj(i -> behind(scene, names.get(i), "host: \"::a%d\"".formatted(i)))
            .toArray(HostText[]::new);
    var agent = scene.agent(hosts).run();
    for (int i = 0; i < MACHINES; i++) {
      scene.dns(names.get(i), "AAAA", "2001:db8:1:5::a" + i);
    }

    var mark = scene.provider().mark();
    lan(scene, "add 2001:db8:9:9::1/64 nodad");
    scene.nothingIsSent(mark, QUIET); // Both are preferred, and the old one is the lowest.
    var changed = System.nanoTime();
    lan(scene, "change 2001:db8:1:5::1/64 preferred_lft 0");
    for (int i = 0; i < MACHINES; i++) {
      scene.dns(names.get(i), "AAAA", "2001:db8:9:9::a" + i);
    }

    List<Request> moved = scene.provider().requests(mark);
    assertThat(moved).hasSize(MACHINES);
    System.Logger log = System.getLogger(MachinesBehindTest.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "prefix change to first and last request: %d and %d ms"
            .formatted(
                (moved.getFirst().received() - changed) / 1_000_000,
                (moved.getLast().received() - changed) / 1_000_000));

    var gone = scene.provider().mark();
    lan(scene, "del 2001:db8:1:5::1/64", "del 2001:db8:9:9::1/64");
    agent.logged(0, names.getFirst() + " AAAA stays: ");
    scene.nothingIsSent(gone, QUIET);
    assertThat(scene.dig(names.getFirst(), "AAAA")).containsExactly("2001:db8:9:9::a0");
  }

  @Test
  void provider_that_keeps_the_host_parts_gets_one_request_for_a_whole_site(Scene scene) {
    scene.lab().services().provider(Behaviour.GOOD);
    lan(scene, "add 2001:db8:1:5::1/64 nodad");
    HostText[] hosts =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    behind(
                            scene,
                            "site%d.homeport.test".formatted(i),
                            "host: \"::a%d\"".formatted(i))
                        .with(
                            "url",
                            "\"https://provider.test/u?hostname={hostnames}"
                                + "&myip={ipv6-prefix}\"")
                        .with("hosts-per-request", "100")
                        .with("families", "ipv6")
                        .with("name-servers", "none"))
            .toArray(HostText[]::new);
    scene.agent(hosts).run();
    scene.awaitSent(0, "2001:db8:1:5::/64");

    var mark = scene.provider().mark();
    lan(scene, "add 2001:db8:9:9::1/64 nodad", "del 2001:db8:1:5::1/64");

    Request moved = scene.awaitSent(mark, "2001:db8:9:9::/64");
    assertThat(moved.parameters().get("hostname").split(",")).hasSize(30);
    var after = scene.provider().mark();
    scene.nothingIsSent(after, QUIET);
    assertThat(scene.provider().requests(mark)).hasSize(1);
  }

  @Test
  void prefix_that_shrank_below_a_host_part_changes_nothing_until_it_fits_again(Scene scene) {
    lan(scene, "add 2001:db8:1:500::1/56 nodad");
    var inner = scene.name();
    var outer = scene.name();
    var agent =
        scene
            .agent(
                behind(scene, inner, "host: \"::15:0:0:0:1234\""),
                behind(scene, outer, "host: \"::1234\""))
            .run();
    scene.dns(inner, "AAAA", "2001:db8:1:515::1234");
    scene.dns(outer, "AAAA", "2001:db8:1:500::1234");

    var mark = scene.provider().mark();
    lan(scene, "add 2001:db8:9:9f0::1/60 nodad", "del 2001:db8:1:500::1/56");
    scene.dns(outer, "AAAA", "2001:db8:9:9f0::1234");
    agent.logged(0, "does not fit behind 2001:db8:9:9f0::/60");
    assertThat(scene.sent(mark, inner)).isEmpty();
    assertThat(scene.dig(inner, "AAAA")).containsExactly("2001:db8:1:515::1234");

    lan(scene, "add 2001:db8:7:700::1/56 nodad", "del 2001:db8:9:9f0::1/60");
    scene.dns(inner, "AAAA", "2001:db8:7:715::1234");
    assertThat(scene.sent(mark, inner)).containsExactly("2001:db8:7:715::1234");
  }

  @Test
  void each_sort_of_address_of_an_interface_has_its_name(Scene scene) {
    var stable = scene.name();
    var temporary = scene.name();
    var eui64 = scene.name();
    scene.lab().fw().ip("addr add 2001:db8:1::5054:ff:fe12:3456/64 dev wan1 nodad");
    // The kernel makes temporary addresses beside this one (use_tempaddr is 2).
    scene
        .lab()
        .fw()
        .ip("addr add 2001:db8:1::5/64 dev wan1 valid_lft 300 preferred_lft 200 mngtmpaddr");
    HostText base =
        HostText.of(scene, stable).with("address", "{interface: wan1}").with("families", "ipv6");
    scene
        .agent(
            base,
            base.with("hostname", temporary).with("ipv6", "temporary"),
            base.with("hostname", eui64).with("ipv6", "eui64"))
        .run();

    scene.dns(eui64, "AAAA", "2001:db8:1:0:5054:ff:fe12:3456");
    Polling.until("a temporary address", () -> !scene.dig(temporary, "AAAA").isEmpty());
    assertThat(scene.dig(temporary, "AAAA").getFirst())
        .startsWith("2001:db8:1:")
        .isNotIn("2001:db8:1::5", "2001:db8:1:0:5054:ff:fe12:3456");
    var mark = scene.provider().mark();
    scene.lab().fw().ip("addr del 2001:db8:1::5054:ff:fe12:3456/64 dev wan1");
    scene.dns(stable, "AAAA", "2001:db8:1::5");
    assertThat(scene.sent(mark, eui64)).isEmpty();
    assertThat(scene.sent(mark, temporary)).isEmpty();
  }

  @Test
  void machine_that_talked_to_the_firewall_is_learnt_and_its_silence_changes_nothing(Scene scene) {
    lan(scene, "add 2001:db8:1:5::1/64 nodad");
    var machine = scene.lab().lan();
    String mac = machine.run("cat", "/sys/class/net/eth0/address").strip();
    machine.ip("addr add 2001:db8:1:5::77/64 dev eth0 nodad");
    machine.run("bash", "-c", "timeout 2 bash -c '</dev/tcp/2001:db8:1:5::1/9' 2>/dev/null; true");
    var name = scene.name();
    var agent = scene.agent(behind(scene, name, "neighbour: " + mac)).run();
    scene.dns(name, "AAAA", "2001:db8:1:5::77");

    var mark = scene.provider().mark();
    scene.lab().fw().ip("-6 neigh flush dev lan0");
    lan(scene, "add 2001:db8:1:5::2/64 nodad"); // So that it looks.
    agent.logged(0, "the neighbour table has no address of " + mac);
    scene.nothingIsSent(mark, QUIET);
    assertThat(scene.dig(name, "AAAA")).containsExactly("2001:db8:1:5::77");
    machine.ip("addr del 2001:db8:1:5::77/64 dev eth0");
  }
}
