package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The public address of one uplink is asked for by that uplink, or it is not known. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class UplinkAddressTest {
  private static final String BALANCING =
      """
      allow: [documentation]
      uplinks:
        mode: load-balancing
        interfaces: [wan1, wan2]
        probe: {hosts: [203.0.113.10, 203.0.113.20, 203.0.113.53], hold: 1s}
      """;

  @Test
  void balanced_connections_never_mix_the_addresses_of_two_uplinks(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().loadBalancing();
    scene.lab().spreadByConnection();
    var first = scene.name();
    var second = scene.name();
    scene
        .agent()
        .top(
            BALANCING + scene.sources(),
            HostText.of(scene, first).with("address", "detected").with("uplink", "wan1"),
            HostText.of(scene, second).with("address", "detected").with("uplink", "wan2"))
        .run();
    scene.dns(first, "A", "198.51.100.10");
    scene.dns(second, "A", "192.0.2.10");

    var began = System.nanoTime();
    var mark = scene.provider().mark();
    var ofFirst = new ArrayList<String>();
    var ofSecond = new ArrayList<String>();
    for (var i = 31; i <= 40; i++) {
      ofFirst.add("198.51.100." + i);
      scene.lab().hand().add("wan1", "198.51.100." + i + "/24");
      scene.lab().hand().remove("wan1", "198.51.100." + (i == 31 ? 10 : i - 1) + "/24");
      scene.awaitSent(mark, "198.51.100." + i);
      ofSecond.add("192.0.2." + i);
      scene.lab().hand().add("wan2", "192.0.2." + i + "/24");
      scene.lab().hand().remove("wan2", "192.0.2." + (i == 31 ? 10 : i - 1) + "/24");
      scene.awaitSent(mark, "192.0.2." + i);
    }
    scene.dns(first, "A", "198.51.100.40");
    scene.dns(second, "A", "192.0.2.40");
    assertThat(scene.sent(mark, first)).isEqualTo(ofFirst);
    assertThat(scene.sent(mark, second)).isEqualTo(ofSecond);
    scene.ended("20 changes under load balancing", began, 20);
  }

  @Test
  void load_balancing_publishes_the_first_healthy_uplink_where_one_address_is_held(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().loadBalancing();
    scene.lab().spreadByConnection();
    var name = scene.name();
    scene.agent().top(BALANCING, HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var began = scene.lab().ispDead(true);
    scene.dns(name, "A", "192.0.2.10");
    scene.lab().ispDead(false);
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.10", "198.51.100.10");
    scene.ended("load balancing, first ISP dead and back", began, 2);
  }

  @Test
  void uplink_without_a_way_out_is_not_known_until_it_has_one(Scene scene) {
    var first = scene.name();
    var second = scene.name();
    var agent =
        scene
            .agent()
            .top(
                "allow: [documentation]\n" + scene.sources(),
                HostText.of(scene, first).with("address", "detected"),
                HostText.of(scene, second).with("address", "detected").with("uplink", "wan2"))
            .run();
    var mark = scene.provider().mark();
    scene.dns(first, "A", "198.51.100.10");
    agent.logged(0, "cannot leave by wan2");
    assertThat(scene.dig(second, "A")).isEmpty();
    assertThat(scene.sent(mark, second)).isEmpty();

    var began = System.nanoTime();
    scene.lab().policyRouting();
    scene.dns(second, "A", "192.0.2.10");
    assertThat(scene.sent(mark, second)).containsExactly("192.0.2.10");
    assertThat(scene.sent(mark, first)).doesNotContain("192.0.2.10");
    scene.ended("source rule made", began, 1);
  }

  @Test
  void uplink_behind_the_isps_translation_publishes_the_outer_address(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().doubleNat();
    var first = scene.name();
    var second = scene.name();
    var began = System.nanoTime();
    var mark = scene.provider().mark();
    scene
        .agent()
        .top(
            "allow: [documentation, private]\nuplinks: failover\n" + scene.sources(),
            HostText.of(scene, first).with("address", "detected"),
            HostText.of(scene, second).with("address", "detected").with("uplink", "wan2"))
        .run();
    scene.dns(first, "A", "172.31.1.2");
    scene.dns(second, "A", "192.0.2.10");
    assertThat(scene.sent(mark, first)).containsExactly("172.31.1.2");
    assertThat(scene.sent(mark, second)).containsExactly("192.0.2.10");
    scene.ended("double NAT on one of two uplinks", began, 2);
  }
}
