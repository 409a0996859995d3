package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links, addresses and names of interfaces come, go and repeat themselves. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class LifeOfLinksTest {
  private static final Duration QUIET = Duration.ofSeconds(1);

  @Test
  void kernel_that_takes_the_new_address_with_the_old_withdraws_nothing(Scene scene) {
    scene.lab().promoteSecondaries(false);
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var began = scene.lab().changeAddress("wan1", "198.51.100.61");
    assertThat(scene.lab().fw().ip("-4 -o addr show wan1"))
        .as("all are gone")
        .doesNotContain("inet");
    agent.logged(0, name + " A stays: ");
    assertThat(scene.dig(name, "A")).isNotEmpty();

    scene.lab().hand().add("wan1", "198.51.100.61/24");
    scene.lab().failback();
    scene.dns(name, "A", "198.51.100.61");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.61");
    scene.ended("promote_secondaries=0", began, 1);
  }

  @Test
  void pattern_follows_a_dial_in_interface_to_its_next_name(Scene scene) {
    scene.lab().rename("wan2", "ppp0");
    scene.lab().hand().route("192.0.2.1", "ppp0", 50);
    var name = scene.name();
    scene
        .agent()
        .top(
            """
            allow: [documentation]
            uplinks: {mode: failover, interfaces: ["ppp*"]}
            """,
            HostText.of(scene, name).with("uplink", "active"))
        .run();
    scene.dns(name, "A", "192.0.2.10");

    var mark = scene.provider().mark();
    var began = System.nanoTime();
    scene.lab().rename("ppp0", "ppp1");
    scene.lab().fw().ip("-4 addr flush dev ppp1");
    scene.lab().fw().ip("addr add 192.0.2.62/24 dev ppp1");
    scene.lab().fw().ip("route replace default via 192.0.2.1 dev ppp1 metric 50");
    scene.dns(name, "A", "192.0.2.62");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.62");
    scene.ended("ppp0 became ppp1", began, 1);
  }

  @Test
  void agent_that_starts_before_the_network_publishes_when_it_comes(Scene scene) {
    var fw = scene.lab().fw();
    fw.ip("-4 addr flush dev wan1");
    fw.ip("link set wan1 down");
    fw.ip("link set wan2 down");
    scene.lab().internet().run("iptables", "-w", "-A", "INPUT", "-d", "203.0.113.53", "-j", "DROP");
    var name = scene.name();
    // Plain HTTP: the name must be one that only the resolver knows.
    var host = HostText.of(scene, name).with("url", "http://by-dns.test/nic/update");
    var mark = scene.provider().mark();
    var agent = scene.agent(host).run();
    agent.logged(0, name + " A stays: ");

    var began = System.nanoTime();
    fw.ip("link set wan1 up");
    fw.ip("addr add 198.51.100.63/24 dev wan1");
    fw.ip("route replace default via 198.51.100.1 dev wan1 metric 100");
    agent.logged(0, "by-dns.test");
    assertThat(scene.sent(mark, name)).isEmpty();

    scene.lab().internet().run("iptables", "-w", "-F", "INPUT");
    scene.dns(name, "A", "198.51.100.63");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.63");
    scene.ended("boot: link, address, route, then the resolver", began, 1);
  }

  @Test
  void agent_that_slept_through_two_changes_publishes_the_newest_once(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    agent.running().signal("STOP");
    scene.lab().changeAddress("wan1", "198.51.100.64");
    scene.nothingIsSent(mark, Duration.ofSeconds(5));
    scene.lab().changeAddress("wan1", "198.51.100.65");
    var began = System.nanoTime();
    agent.running().signal("CONT");
    scene.dns(name, "A", "198.51.100.65");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.65");
    scene.ended("suspended for 5 s", began, 1);
  }

  @Test
  void renewed_lease_of_the_same_address_sends_nothing(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");
    agent.logged(0, "is visible at");

    var began = System.nanoTime();
    var mark = scene.provider().mark();
    for (var i = 0; i < 10; i++) {
      var lease = " valid_lft 36%d0 preferred_lft 36%d0".formatted(i, i);
      scene.lab().fw().ip("addr change 198.51.100.10/24 dev wan1" + lease);
      scene.lab().failback();
    }
    scene.nothingIsSent(mark, QUIET);
    scene.ended("ten renewals of a lease", began, 0);
    scene.lab().changeAddress("wan1", "198.51.100.66");
    scene.dns(name, "A", "198.51.100.66");
  }

  @Test
  void ipv6_address_that_is_announced_again_and_again_sends_nothing(Scene scene) {
    scene.lab().ipv6("2001:db8:1::10");
    var name = scene.name();
    var host =
        HostText.of(scene, name)
            .with("url", "https://provider6.test/nic/update")
            .with("families", "ipv6")
            .with("name-servers", "\"2001:db8:cafe::30\"");
    var agent = scene.agent(host).run();
    scene.dns(name, "AAAA", "2001:db8:1::10");
    agent.logged(0, "is visible at");

    var mark = scene.provider().mark();
    var began = System.nanoTime();
    for (var i = 0; i < 20; i++) {
      announce(scene, "2001:db8:1::10", 120, 60 + i);
    }
    scene.nothingIsSent(mark, QUIET);

    announce(scene, "2001:db8:1::10", 120, 0); // deprecated
    announce(scene, "2001:db8:1::20", 120, 60);
    scene.dns(name, "AAAA", "2001:db8:1::20");
    announce(scene, "2001:db8:1::20", 120, 61);
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).hasSize(1);
    scene.ended("20 announcements of the same, then another prefix", began, 1);
  }

  /** What the kernel does when a router advertises a prefix. */
  private static void announce(Scene scene, String address, int valid, int preferred) {
    scene
        .lab()
        .fw()
        .ip(
            "addr replace %s/64 dev wan1 nodad valid_lft %d preferred_lft %d"
                .formatted(address, valid, preferred));
  }
}
