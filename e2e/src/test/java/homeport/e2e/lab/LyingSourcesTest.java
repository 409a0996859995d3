package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Mirror;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is asked for the public address lies, or a portal stands before it. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class LyingSourcesTest {
  private static LabAgent agent(Scene scene, String name) {
    return scene
        .agent()
        .top(
            "allow: [documentation]\n" + scene.sources(),
            HostText.of(scene, name).with("address", "detected"))
        .run();
  }

  @Test
  void one_liar_and_one_portal_among_two_good_sources_change_nothing(Scene scene) {
    scene.provider().reflector("203.0.113.21", new Mirror.Lie("203.0.113.99"));
    scene.provider().reflector("203.0.113.22", Mirror.PORTAL);
    var name = scene.name();
    var began = System.nanoTime();
    var mark = scene.provider().mark();
    agent(scene, name);
    scene.dns(name, "A", "198.51.100.10");

    scene.lab().changeAddress("wan1", "198.51.100.51");
    scene.dns(name, "A", "198.51.100.51");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.10", "198.51.100.51");
    scene.ended("a liar and a portal among four sources", began, 2);
  }

  @Test
  void nothing_but_liars_and_portals_publishes_and_withdraws_nothing(Scene scene) {
    var name = scene.name();
    var agent = agent(scene, name);
    scene.dns(name, "A", "198.51.100.10");

    scene.provider().reflector("203.0.113.20", new Mirror.Lie("203.0.113.98"));
    scene.provider().reflector("203.0.113.21", new Mirror.Lie("203.0.113.99"));
    scene.provider().reflector("203.0.113.22", new Mirror.Portal(503));
    scene.lab().internet().run("iptables", "-w", "-A", "INPUT", "-d", "203.0.113.53", "-j", "DROP");
    var began = System.nanoTime();
    var mark = scene.provider().mark();
    var heard = agent.mark();
    scene.lab().changeAddress("wan1", "198.51.100.52");
    agent.logged(heard, "the address sources disagree");
    assertThat(scene.sent(mark, name)).isEmpty();
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");

    scene.lab().internet().run("iptables", "-w", "-F", "INPUT");
    scene.provider().honestReflectors();
    scene.lab().changeAddress("wan1", "198.51.100.53");
    scene.dns(name, "A", "198.51.100.53");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.53");
    scene.ended("nothing but liars, then the truth", began, 1);
  }
}
