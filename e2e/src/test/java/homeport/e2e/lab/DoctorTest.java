package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Behaviour;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code homeport-agent doctor} says of real trouble, and its exit status. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class DoctorTest {
  private static final String PROBES = "probe: {hosts: [203.0.113.10, 203.0.113.20]}";

  private static LabAgent agent(Scene scene, String top, HostText host) {
    var store = scene.lab().directory().resolve("lab.p12");
    return scene
        .agent()
        .javaOptions(
            "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit"
                .formatted(store))
        .top("allow: [documentation, private]\n" + top, host);
  }

  private static final String SOURCES =
      "sources: [\"https://checkip.test/\", \"https://203.0.113.20/\"]\n";

  private static final String SINGLE = "uplinks: {mode: single, " + PROBES + "}\n" + SOURCES;
  private static final String FAILOVER =
      "uplinks: {mode: failover, interfaces: [wan1, wan2], " + PROBES + "}\n" + SOURCES;

  @Test
  void healthy_firewall_has_nothing_wrong(Scene scene) {
    var name = scene.name();
    var agent = agent(scene, SINGLE, HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var told = agent.doctor();
    assertThat(told.text()).endsWith("All is well.").contains("wan1 ipv4 (198.51.100.10)");
    assertThat(told.status()).as(told.text()).isZero();
    assertThat(scene.sent(mark, name)).as("no update is sent").isEmpty();
  }

  @Test
  void missing_source_rule_is_named_with_the_rule_to_add(Scene scene) {
    var told = agent(scene, FAILOVER, HostText.of(scene, scene.name())).doctor();
    assertThat(told.text())
        .contains("broken: wrong source rule")
        .contains("Packets from 192.0.2.10 (uplink wan2 (IPv4)) leave by wan1")
        .contains("ip rule add from 192.0.2.10 lookup");
    assertThat(told.status()).isEqualTo(2);
  }

  @Test
  void default_route_in_a_table_without_a_rule_is_told_with_its_table(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().fw().ip("rule del prio 1002");
    var told = agent(scene, FAILOVER, HostText.of(scene, scene.name())).doctor();
    assertThat(told.text())
        .contains("stands in table 102, which no rule selects for it")
        .contains("do: ip rule add from 192.0.2.10 lookup 102");
    assertThat(told.status()).isEqualTo(2);
  }

  @Test
  void double_nat_is_told_with_both_addresses(Scene scene) {
    scene.lab().doubleNat();
    var host = HostText.of(scene, scene.name()).with("address", "detected");
    var told = agent(scene, SINGLE, host).doctor();
    assertThat(told.text())
        .contains("warning: double NAT")
        .contains("wan1 has 198.51.100.10, but the Internet sees 172.31.1.2");
    assertThat(told.status()).as(told.text()).isEqualTo(1);
  }

  @Test
  void dead_isp_is_told_and_nothing_that_follows_from_it(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().ispDead(true);
    var told = agent(scene, FAILOVER, HostText.of(scene, scene.name())).doctor();
    assertThat(told.text())
        .contains("broken: uplink without answer")
        .contains("by the uplink wan1 (IPv4), although its gateway does")
        .doesNotContain("provider not reachable", "wrong source rule");
    assertThat(told.status()).isEqualTo(2);
  }

  @Test
  void captive_portal_is_told_and_not_its_forged_certificates(Scene scene) {
    // A portal takes every connection to itself: here the provider's machine, which has a page.
    scene
        .lab()
        .isp1()
        .run(
            ("iptables -w -t nat -A PREROUTING -i cust -p tcp -d 203.0.113.20"
                    + " -j DNAT --to-destination 203.0.113.10")
                .split(" ", -1));
    scene.provider().provider(new Behaviour.Answer(200, "<html>Welcome"));
    try {
      var host = HostText.of(scene, scene.name()).with("address", "detected");
      var told = agent(scene, SINGLE, host).doctor();
      assertThat(told.text())
          .contains("broken: captive portal")
          .contains("Until somebody logs in there, nothing gets out")
          .doesNotContain("intercepted TLS", "no address source answers");
      assertThat(told.status()).isEqualTo(2);
    } finally {
      scene.lab().isp1().run("iptables", "-w", "-t", "nat", "-F", "PREROUTING");
    }
  }

  @Test
  void ipv6_without_route_is_told(Scene scene) {
    scene.lab().fw().ip("addr add 2001:db8:1::10/64 dev wan1 nodad");
    var host = HostText.of(scene, scene.name()).with("families", "[ipv4, ipv6]");
    var told = agent(scene, SINGLE, host).doctor();
    assertThat(told.text())
        .contains("broken: IPv6 without route")
        .contains("wan1 has the IPv6 address 2001:db8:1::10");
    assertThat(told.status()).isEqualTo(2);
  }
}
