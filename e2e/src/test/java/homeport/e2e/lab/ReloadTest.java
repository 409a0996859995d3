package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The configuration changes while the agent runs. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class ReloadTest {
  @Test
  void changed_file_is_taken_by_itself_and_what_is_unchanged_is_not_sent_again(Scene scene) {
    var old = scene.name();
    var added = scene.name();
    var agent = scene.agent(HostText.of(scene, old)).run();
    scene.dns(old, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    agent.configure(List.of(HostText.of(scene, old), HostText.of(scene, added)));

    scene.dns(added, "A", "198.51.100.10");
    assertThat(scene.sent(mark, old)).isEmpty();
    scene.lab().changeAddress("wan1", "198.51.100.51");
    scene.dns(old, "A", "198.51.100.51");
    scene.dns(added, "A", "198.51.100.51");
  }

  @Test
  void hangup_has_the_file_read_at_once_and_one_bad_host_stops_no_other(Scene scene) {
    var good = scene.name();
    var bad = scene.name();
    var agent = scene.agent(HostText.of(scene, good)).run();
    scene.dns(good, "A", "198.51.100.10");

    var mark = agent.mark();
    agent.configure(
        List.of(HostText.of(scene, good), HostText.of(scene, bad).with("address", "sideways")));
    agent.running().signal("HUP");
    agent.logged(mark, "sideways");
    scene.lab().changeAddress("wan1", "198.51.100.52");
    scene.dns(good, "A", "198.51.100.52");
    assertThat(scene.dig(bad, "A")).isEmpty();

    agent.configure(List.of(HostText.of(scene, good), HostText.of(scene, bad)));
    agent.running().signal("HUP");
    scene.dns(bad, "A", "198.51.100.52");
  }

  @Test
  void half_written_file_leaves_everything_as_it_was(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = agent.mark();
    agent.write("hosts:\n  - hostname: [half");
    agent.running().signal("HUP");
    agent.logged(mark, "the one before stays in force");

    scene.lab().changeAddress("wan1", "198.51.100.53");
    scene.dns(name, "A", "198.51.100.53");
  }
}
