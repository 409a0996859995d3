package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two uplinks, each of which can die in several ways; names follow the one that lives. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class SeveralUplinksTest {
  /** The lab's Internet has its machines at these addresses, beyond both gateways. */
  private static final String UPLINKS =
      """
      allow: [documentation]
      uplinks:
        mode: failover
        interfaces: [wan1, wan2]
        probe: {hosts: [203.0.113.10, 203.0.113.20, 203.0.113.53], hold: 1s}
      """;

  private static LabAgent agent(Scene scene, HostText... hosts) {
    return scene.agent().top(UPLINKS, hosts).run();
  }

  @Test
  void dead_isp_behind_a_live_link_moves_the_name_and_its_return_brings_it_back(Scene scene) {
    scene.lab().policyRouting();
    var name = scene.name();
    var agent = agent(scene, HostText.of(scene, name));
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var died = scene.lab().ispDead(true);
    var request = scene.awaitSent(mark, "192.0.2.10");
    assertThat(request.peer()).isEqualTo("192.0.2.10");
    scene.dns(name, "A", "192.0.2.10");
    System.getLogger(SeveralUplinksTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "dead ISP to request: "
                + Duration.ofNanos(request.received() - died).toMillis()
                + " ms");

    mark = scene.provider().mark();
    scene.lab().ispDead(false);
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    agent.logged(0, "uplink wan1 ipv4: answers again, held back");
  }

  @Test
  void one_name_follows_the_active_uplink_and_another_always_names_the_second(Scene scene) {
    scene.lab().policyRouting();
    var follows = scene.name();
    var second = scene.name();
    agent(scene, HostText.of(scene, follows), HostText.of(scene, second).with("uplink", "wan2"));
    scene.dns(follows, "A", "198.51.100.10");
    scene.dns(second, "A", "192.0.2.10");

    var mark = scene.provider().mark();
    scene.lab().ispDead(true);
    scene.dns(follows, "A", "192.0.2.10");
    assertThat(scene.sent(mark, second)).isEmpty();
    scene.lab().ispDead(false);
    scene.dns(follows, "A", "198.51.100.10");
    assertThat(scene.dig(second, "A")).containsExactly("192.0.2.10");
  }

  @Test
  void load_balancing_publishes_every_uplink_that_lives(Scene scene) {
    scene.lab().policyRouting();
    scene.lab().loadBalancing();
    var name = scene.name();
    scene
        .agent()
        .top(
            UPLINKS.replace("failover", "load-balancing"),
            HostText.of(scene, name).with("addresses-per-name", "4"))
        .run();
    scene.dns(name, "A", "192.0.2.10", "198.51.100.10");

    scene.lab().ispDead(true);
    scene.dns(name, "A", "192.0.2.10");
    scene.lab().ispDead(false);
    scene.dns(name, "A", "192.0.2.10", "198.51.100.10");
  }

  @Test
  void traffic_moved_while_no_address_changed_is_one_request_each_way(Scene scene) {
    scene.lab().policyRouting();
    var name = scene.name();
    agent(scene, HostText.of(scene, name));
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var began = scene.lab().failover();
    scene.dns(name, "A", "192.0.2.10");
    scene.lab().failback();
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.10", "198.51.100.10");
    scene.ended("default route moved and moved back", began, 2);
  }

  @Test
  void dead_isp_is_left_by_a_standby_route_where_no_rule_by_source_exists(Scene scene) {
    scene.lab().standbyRoute();
    var name = scene.name();
    agent(scene, HostText.of(scene, name));
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    var died = scene.lab().ispDead(true);
    assertThat(scene.awaitSent(mark, "192.0.2.10").peer()).isEqualTo("192.0.2.10");
    scene.dns(name, "A", "192.0.2.10");
    scene.lab().ispDead(false);
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.10", "198.51.100.10");
    scene.ended("dead ISP with a standby route and no rules, and back", died, 2);
  }

  @Test
  void every_healthy_uplink_is_published_and_a_dead_one_only_withdrawn_for_a_healthy_one(
      Scene scene) {
    scene.lab().policyRouting();
    var name = scene.name();
    var agent =
        agent(
            scene, HostText.of(scene, name).with("uplink", "all").with("addresses-per-name", "4"));
    scene.dns(name, "A", "192.0.2.10", "198.51.100.10");

    var mark = scene.provider().mark();
    var died = scene.lab().ispDead(true);
    scene.dns(name, "A", "192.0.2.10");
    var heard = agent.mark();
    scene.lab().secondIspDead(true);
    agent.logged(heard, "uplink wan2 ipv4: down");
    assertThat(scene.dig(name, "A")).containsExactly("192.0.2.10");
    var both = scene.provider().mark();
    scene.lab().secondIspDead(false);
    scene.lab().ispDead(false);
    scene.dns(name, "A", "192.0.2.10", "198.51.100.10");
    assertThat(scene.sent(mark, name)).hasSize(2);
    assertThat(scene.sent(both, name)).hasSize(1);
    scene.ended("all uplinks: one dead, both dead, both back", died, 2);
  }
}
