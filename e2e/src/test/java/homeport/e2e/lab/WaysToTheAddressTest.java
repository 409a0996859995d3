package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways to the address other than {@code outgoing}, both families, and wildcards. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class WaysToTheAddressTest {
  @Test
  void named_interface_is_published_while_the_traffic_leaves_by_another(Scene scene) {
    var name = scene.name();
    var host = HostText.of(scene, name).with("address", "{interface: wan2}");
    scene.agent(host).run();
    scene.dns(name, "A", "192.0.2.10");

    var mark = scene.provider().mark();
    scene.lab().hand().add("wan2", "192.0.2.11/24");
    scene.lab().hand().remove("wan2", "192.0.2.10/24");

    scene.dns(name, "A", "192.0.2.11");
    assertThat(scene.awaitSent(mark, "192.0.2.11").peer()).isEqualTo("198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.11");
  }

  @Test
  void detected_address_behind_two_translations_is_the_outer_one(Scene scene) {
    scene.lab().doubleNat();
    var name = scene.name();
    var host = HostText.of(scene, name).with("address", "detected");
    var ca = scene.provider().certificate();
    scene
        .agent()
        .top(
            """
            allow: [documentation, private]
            sources:
              - {url: "https://checkip.test/", ca: %s}
              - {url: "https://203.0.113.20/", ca: %s}
            """
                .formatted(ca, ca),
            host)
        .run();

    scene.dns(name, "A", "172.31.1.2");
    var mark = scene.provider().mark();
    var asked = scene.provider().reflected().size();
    scene.lab().changeAddress("wan1", "198.51.100.17");
    Polling.until("asked again", () -> scene.provider().reflected().size() > asked);
    assertThat(scene.sent(mark, name)).isEmpty();
    assertThat(scene.dig(name, "A")).containsExactly("172.31.1.2");
  }

  @Test
  void address_that_changes_at_the_outer_router_is_noticed_in_seconds_by_the_servers_stun(
      Scene scene) {
    scene.lab().doubleNat();
    var name = scene.name();
    scene
        .agent()
        .top(
            """
            allow: [documentation, private]
            sources:
              - {url: "https://checkip.test/", ca: %s}
              - stun://203.0.113.30
            """
                .formatted(scene.provider().certificate()),
            HostText.of(scene, name).with("address", "detected"))
        .run();
    scene.dns(name, "A", "172.31.1.2");
    var mark = scene.provider().mark();
    var begun = System.nanoTime();

    // Nothing on the firewall changes, and nothing is heard.
    scene
        .lab()
        .isp1()
        .run(
            "sh",
            "-ec",
            "iptables -w -t nat -F POSTROUTING; iptables -w -t nat -A POSTROUTING -o uplk"
                + " -s 198.51.100.0/24 -j SNAT --to-source 198.51.100.77");

    scene.dns(name, "A", "198.51.100.77");
    var passed = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(passed).isLessThan(Duration.ofSeconds(20));
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.77");
  }

  @Test
  void behind_a_router_the_name_follows_what_it_announces(Scene scene) {
    try (var router = scene.lab().router("all")) {
      router.send("quiet 203.0.113.77");
      var name = scene.name();
      var host = HostText.of(scene, name).with("address", "detected");
      scene.agent().top("allow: [documentation]\nsources: router\n", host).run();

      scene.dns(name, "A", "203.0.113.77");
      router.send("announce 203.0.113.78");
      scene.dns(name, "A", "203.0.113.78");
    }
  }

  @Test
  void a_router_that_speaks_upnp_only_is_found_and_asked(Scene scene) {
    try (var router = scene.lab().router("upnp")) {
      router.send("quiet 203.0.113.79");
      var name = scene.name();
      var host = HostText.of(scene, name).with("address", "detected");
      scene.agent().top("allow: [documentation]\nsources: {router: upnp}\n", host).run();

      scene.dns(name, "A", "203.0.113.79");
    }
  }

  @Test
  void ipv6_address_is_published_beside_ipv4_and_moves_alone(Scene scene) {
    scene.lab().ipv6("2001:db8:1::10");
    var name = scene.name();
    var host =
        HostText.direct(scene, name)
            .with("url", "https://server6.test/nic/update")
            .with("families", "[ipv4, ipv6]")
            .with("name-servers", "[203.0.113.30, \"2001:db8:cafe::30\"]");
    scene.agent(host).run();
    scene.dns(name, "AAAA", "2001:db8:1::10");
    scene.dns(name, "A", "198.51.100.10");

    scene.lab().fw().ip("addr add 2001:db8:1::11/64 dev wan1 nodad");
    scene.lab().fw().ip("addr del 2001:db8:1::10/64 dev wan1");

    scene.dns(name, "AAAA", "2001:db8:1::11");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
  }

  @Test
  void wildcard_moves_the_names_that_follow_this_firewall_and_no_other(Scene scene) {
    scene.server().group("wild");
    scene.server().hostname("fw.homeport.test", "wild");
    scene.server().hostname("server.homeport.test", "wild");
    var branch = scene.name();
    var login = scene.server().credential("wild");
    var host =
        HostText.of(scene, "*.homeport.test")
            .with("user", login.user())
            .with("password", "'" + login.password() + "'")
            .with("verify", "[fw.homeport.test, server.homeport.test]");
    var agent = scene.agent(host).run();
    scene.dns("fw.homeport.test", "A", "198.51.100.10");

    var mark = scene.provider().mark();
    scene.lab().failover();

    scene.dns("fw.homeport.test", "A", "192.0.2.10");
    scene.dns("server.homeport.test", "A", "192.0.2.10");
    assertThat(scene.dig(branch, "A")).isEmpty();
    assertThat(scene.sent(mark, "*.homeport.test")).containsExactly("192.0.2.10");
    agent.logged(0, "server.homeport.test = 192.0.2.10 is visible at");
  }
}
