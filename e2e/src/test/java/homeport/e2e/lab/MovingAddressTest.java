package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The firewall's addresses and routes move; the names follow, and nothing needless is sent. */
@Tag("lab")
@ExtendWith(OnScene.class)
final class MovingAddressTest {
  private static final Duration QUIET = Duration.ofSeconds(2);

  @Test
  void changed_address_is_published_at_the_real_server_with_nothing_between(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.direct(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    scene.lab().changeAddress("wan1", "198.51.100.11");

    scene.dns(name, "A", "198.51.100.11");
    agent.logged(0, name + " = 198.51.100.11 is visible at");
  }

  @Test
  void default_route_moved_to_the_other_uplink_and_back_moves_the_name(Scene scene) {
    var name = scene.name();
    scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    scene.lab().failover();
    scene.dns(name, "A", "192.0.2.10");
    assertThat(scene.awaitSent(mark, "192.0.2.10").peer()).isEqualTo("192.0.2.10");

    mark = scene.provider().mark();
    scene.lab().failback();
    scene.dns(name, "A", "198.51.100.10");
    assertThat(scene.awaitSent(mark, "198.51.100.10").peer()).isEqualTo("198.51.100.10");
  }

  @Test
  void ten_changes_in_a_row_are_each_sent_from_the_new_address(Scene scene) {
    var name = scene.name();
    scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var begin = scene.provider().mark();
    var times = new ArrayList<Duration>();
    for (var i = 21; i <= 30; i++) {
      var mark = scene.provider().mark();
      var address = "198.51.100." + i;
      var changed = scene.lab().changeAddress("wan1", address);
      var request = scene.awaitSent(mark, address);
      assertThat(request.peer()).isEqualTo(address);
      times.add(Duration.ofNanos(request.received() - changed));
    }

    assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(10)));
    var requests = scene.provider().requests(begin);
    assertThat(requests).hasSize(10);
    assertThat(requests).extracting(Request::connection).doesNotHaveDuplicates();
    scene.dns(name, "A", "198.51.100.30");
    System.Logger log = System.getLogger(MovingAddressTest.class.getName());
    log.log(System.Logger.Level.INFO, "ten changes, each to the request: " + times);
  }

  @Test
  void lost_carrier_for_a_second_sends_nothing(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");
    agent.logged(0, "is visible at");

    var mark = scene.provider().mark();
    scene.lab().flap(1, Duration.ofSeconds(1), Duration.ZERO);

    scene.nothingIsSent(mark, QUIET);
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
    scene.lab().changeAddress("wan1", "198.51.100.12");
    scene.dns(name, "A", "198.51.100.12");
  }

  @Test
  void address_removed_and_added_again_sends_nothing(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");
    agent.logged(0, "is visible at");

    var mark = scene.provider().mark();
    scene.lab().hand().remove("wan1", "198.51.100.10/24");
    agent.logged(0, name + " A stays: ");
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
    scene.lab().hand().add("wan1", "198.51.100.10/24");
    scene.lab().failback();

    scene.nothingIsSent(mark, QUIET);
    assertThat(scene.dig(name, "A")).containsExactly("198.51.100.10");
    scene.lab().changeAddress("wan1", "198.51.100.13");
    scene.dns(name, "A", "198.51.100.13");
  }

  @Test
  void fifty_flaps_in_ten_seconds_send_nothing_and_hide_no_change(Scene scene) {
    var name = scene.name();
    scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");

    var mark = scene.provider().mark();
    scene.lab().flap(50, Duration.ofMillis(60), Duration.ofMillis(60));
    assertThat(scene.sent(mark, name)).isEmpty();

    scene.lab().changeAddress("wan1", "198.51.100.14");
    scene.dns(name, "A", "198.51.100.14");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.14");
  }

  @Test
  void change_among_lost_kernel_messages_is_found_by_reading_again(Scene scene) {
    var name = scene.name();
    var agent = scene.agent(HostText.of(scene, name)).run();
    scene.dns(name, "A", "198.51.100.10");
    var lostBefore = lostMessages(scene);

    var mark = scene.provider().mark();
    agent.running().signal("STOP"); // So that it surely hears too late.
    scene.lab().hand().storm("wan1", "198.51.100.77/24", 5_000);
    scene.lab().changeAddress("wan1", "198.51.100.15");
    scene.lab().hand().storm("wan1", "198.51.100.77/24", 5_000);
    assertThat(lostMessages(scene)).as("the kernel dropped messages").isGreaterThan(lostBefore);
    agent.running().signal("CONT");

    scene.dns(name, "A", "198.51.100.15");
    assertThat(scene.sent(mark, name)).containsExactly("198.51.100.15");
    scene.lab().changeAddress("wan1", "198.51.100.16");
    scene.dns(name, "A", "198.51.100.16");
  }

  /** The sum of the column Drops of the firewall's routing sockets. */
  private static long lostMessages(Scene scene) {
    return scene
        .lab()
        .fw()
        .run("cat", "/proc/net/netlink")
        .lines()
        .skip(1)
        .map(line -> List.of(line.strip().split("\\s+")))
        .mapToLong(columns -> Long.parseLong(columns.get(8)))
        .sum();
  }
}
