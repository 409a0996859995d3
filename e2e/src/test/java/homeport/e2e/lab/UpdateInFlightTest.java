package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens while a request is under way: the address moves, or the agent ends. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class UpdateInFlightTest {
  private static final Duration QUIET = Duration.ofSeconds(3);

  @Test
  void request_from_an_address_that_is_gone_gives_way_to_the_newest(Scene scene) {
    var name = scene.name();
    scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().provider(Behaviour.HANG);
    var mark = scene.provider().mark();
    scene.lab().changeAddress("wan1", "198.51.100.41");
    scene.awaitSent(mark, "198.51.100.41");
    scene.provider().provider(Behaviour.RELAY);
    var changed = scene.lab().changeAddress("wan1", "198.51.100.42");

    var newest = scene.awaitSent(mark, "198.51.100.42");
    // Far below the 20 s that the request could have waited for its answer.
    assertThat(Duration.ofNanos(newest.received() - changed)).isLessThan(Duration.ofSeconds(10));
    assertThat(newest.peer()).isEqualTo("198.51.100.42");
    scene.dns(name, "A", "198.51.100.42");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.41", "198.51.100.42");
  }

  @Test
  void only_the_newest_of_several_changes_follows_a_slow_answer(Scene scene) {
    var name = scene.name();
    scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().provider(new Behaviour.Relay(3_000, "answer"));
    var mark = scene.provider().mark();
    scene.lab().failover();
    scene.awaitSent(mark, "192.0.2.10");
    scene.provider().provider(Behaviour.RELAY);
    scene.lab().hand().add("wan2", "192.0.2.43/24");
    scene.lab().failback();
    scene.lab().failover();
    scene.lab().failback();

    scene.awaitSent(mark, "198.51.100.10");
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.10", "198.51.100.10");
  }

  @Test
  void killed_before_the_answer_is_stored_then_dns_is_asked_and_nothing_sent_twice(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().provider(Behaviour.RELAY_AND_HANG);
    var mark = scene.provider().mark();
    scene.lab().changeAddress("wan1", "198.51.100.44");
    scene.provider().awaitRelayed(mark, Scene.SOON);
    agent.running().kill();
    scene.dns(name, "A", "198.51.100.44");
    scene.provider().provider(Behaviour.RELAY);

    agent.run().logged(0, name + ": DNS already says so, nothing is sent");
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.44");
    scene.lab().changeAddress("wan1", "198.51.100.45");
    scene.dns(name, "A", "198.51.100.45");
  }

  @Test
  void killed_in_the_very_first_update_then_dns_is_asked_and_nothing_sent_twice(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.RELAY_AND_HANG);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.provider().awaitRelayed(mark, Scene.SOON);
    agent.running().kill();
    scene.provider().provider(Behaviour.RELAY);

    agent.run().logged(0, name + ": DNS already says so, nothing is sent");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
  }

  @Test
  void killed_before_the_provider_did_anything_then_it_is_sent_again(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().provider(Behaviour.HANG);
    var mark = scene.provider().mark();
    scene.lab().changeAddress("wan1", "198.51.100.46");
    scene.awaitSent(mark, "198.51.100.46");
    agent.running().kill();
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
    scene.provider().provider(Behaviour.RELAY);

    agent.run();
    scene.dns(name, "A", "198.51.100.46");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.46", "198.51.100.46");
  }

  @Test
  void told_to_end_it_waits_for_the_answer_and_remembers_it(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().provider(new Behaviour.Relay(1_500, "answer"));
    var mark = scene.provider().mark();
    scene.lab().changeAddress("wan1", "198.51.100.47");
    scene.awaitSent(mark, "198.51.100.47");
    assertThat(agent.running().terminate(Scene.SOON)).isZero();

    assertThat(agent.tail()).contains(name + " is 198.51.100.47: accepted");
    assertThat(agent.tell("status")).contains("198.51.100.47");
    agent.run();
    scene.nothingIsSent(scene.provider().mark(), QUIET);
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.47");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.47");
  }

  @Test
  void told_to_end_it_does_not_wait_for_ever(Scene scene) {
    var name = scene.name();
    scene.provider().provider(Behaviour.RELAY_AND_HANG);
    var mark = scene.provider().mark();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.provider().awaitRelayed(mark, Scene.SOON);
    agent.running().terminate(Duration.ofSeconds(15));
    scene.provider().provider(Behaviour.RELAY);

    agent.run().logged(0, name + ": DNS already says so, nothing is sent");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
  }
}
