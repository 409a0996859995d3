package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of two machines that share an address only the one that holds it publishes. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class StandbyPairTest {
  @Test
  void machine_that_takes_over_looks_at_dns_and_not_at_what_it_remembers(Scene scene) {
    var name = scene.name();
    var mine = HostText.of(scene, name).with("only-when", "{address: 198.51.100.5}");
    scene.lab().hand().add("wan1", "198.51.100.5/32");
    var agent = scene.agent(mine).run();
    scene.dns(name, "A", "198.51.100.10");
    agent.logged(0, "is visible at");

    // The other machine takes over: played by an agent with a memory of its own.
    var mark = scene.provider().mark();
    scene.lab().hand().remove("wan1", "198.51.100.5/32");
    agent.logged(0, "198.51.100.5 is not an address of this machine now");
    var other = scene.agent(HostText.of(scene, name).with("address", "{interface: wan2}")).run();
    scene.dns(name, "A", "192.0.2.10");
    other.close();
    assertThat(scene.sent(mark, name)).containsExactly("192.0.2.10");

    mark = scene.provider().mark();
    var began = System.nanoTime();
    scene.lab().hand().add("wan1", "198.51.100.5/32");
    scene.dns(name, "A", "198.51.100.10");
    scene.nothingIsSent(scene.provider().mark(), Duration.ofSeconds(1));
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10");
    scene.ended("standby machine on duty again", began, 1);
  }
}
