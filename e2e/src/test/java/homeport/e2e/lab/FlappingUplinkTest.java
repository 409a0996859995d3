package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A primary uplink that comes and goes is left alone until it holds. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class FlappingUplinkTest {
  private static final int TIMES = 10;

  /** Each fall doubles the hold time; ten of them make 25 s. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String UPLINKS =
      """
      allow: [documentation]
      uplinks:
        mode: failover
        interfaces: [wan1, wan2]
        probe: {hosts: [203.0.113.10, 203.0.113.20], interval: 200ms, burst: 50ms, hold: 50ms}
      """;

  private static String start(Scene scene) {
    scene.lab().policyRouting();
    var name = scene.name();
    scene.agent().top(UPLINKS, HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");
    return name;
  }

  private static void endsAtTheFirst(Scene scene, String name, int mark, String how, long began) {
    scene.dns(LONGEST, name, "A", "198.51.100.10");
    var sent = scene.sent(mark, name);
    assertThat(sent)
        .as("few, and the right one last")
        .hasSizeBetween(2, TIMES)
        .endsWith("198.51.100.10");
    scene.ended(how, began, sent.size());
    scene.nothingIsSent(scene.provider().mark(), Duration.ofSeconds(1));
  }

  @Test
  void isp_that_comes_and_goes_ten_times_is_used_again_when_it_holds(Scene scene) {
    var name = start(scene);
    var mark = scene.provider().mark();
    var began = scene.lab().ispFlaps(TIMES, Duration.ofMillis(1000), Duration.ofMillis(500));
    endsAtTheFirst(scene, name, mark, "ISP flaps ten times", began);
  }

  @Test
  void carrier_that_comes_and_goes_ten_times_is_used_again_when_it_holds(Scene scene) {
    var name = start(scene);
    var mark = scene.provider().mark();
    var began = scene.lab().flap(TIMES, Duration.ofMillis(500), Duration.ofMillis(500));
    endsAtTheFirst(scene, name, mark, "carrier flaps ten times", began);
  }
}
