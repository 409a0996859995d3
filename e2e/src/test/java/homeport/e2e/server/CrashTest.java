package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Serial;
import homeport.e2e.server.RealServer.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed in the middle of its work, again and again. */
@Tag("e2e")
class CrashTest {
  private static final int CRASHES = 20;
  private static final int CLIENTS = 1_040;
  // A thousand TLS handshakes with a cold server take longer than all the rest of a round.
  private static final int SECURE = 40;
  private static final int IN_FLIGHT = 1_000;
  private static final int PACK = 40;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final List<String> singles = names("h", CLIENTS);
  private final List<String> pack = names("p", PACK);
  private final List<Tally> tallies =
      IntStream.range(0, CLIENTS).mapToObj(i -> new Tally(i, singles.get(i))).toList();
  private final Tally wildcard = new Tally(CLIENTS, "*.example.org");

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i + ".example.org").toList();
  }

  @Test
  @Timeout(240)
  void no_good_is_lost_none_is_half_applied_and_no_serial_goes_back() throws Exception {
    var random = new SplittableRandom(1);
    try (var server = new RealServer(directory).quick()) {
      server.start();
      server.order("domain", "offer", "example.org");
      server.order("account", "add", "alice");
      server.order("group", "add", "alice", "pack");
      server.order(words("hostname add alice", singles));
      server.order(words("hostname add alice --group pack", pack));
      var login = server.credential("alice");
      var packLogin = server.credential("alice", "--group", "pack");
      server.stop();
      server.start();
      for (var crash = 1; crash <= CRASHES; crash++) {
        var before = killUnderLoad(server, login, packLogin, 100 + random.nextInt(CLIENTS));
        server.start();
        look(server, crash);
        assertThat(before.isAfter(serial(server)))
            .as("the serial went back behind %s after crash %d", before, crash)
            .isFalse();
      }
      assertThat(tallies.stream().mapToInt(Tally::lastAcknowledged).sum()).isGreaterThan(CLIENTS);
      assertThat(wildcard.lastAcknowledged()).isGreaterThan(1);
    }
  }

  /**
   * Kills the server when it has given so many answers.
   *
   * @return the serial that was seen just before
   */
  private Serial killUnderLoad(RealServer server, Login login, Login packLogin, int answers)
      throws InterruptedException {
    var load = new Load(CLIENTS + 1, answers);
    tallies.subList(0, SECURE).forEach(tally -> load.add(() -> server.secure(login), tally));
    tallies.subList(SECURE, CLIENTS).forEach(tally -> load.add(() -> server.plain(login), tally));
    load.add(() -> server.plain(packLogin), wildcard);
    assertThat(load.awaitConnected(LIMIT)).as("all connected; %s", load.surprises()).isTrue();
    load.begin();
    assertThat(load.awaitAnswers(LIMIT)).as("answers came; %s", load.surprises()).isTrue();
    var serial = serial(server);
    var inFlight = load.inFlight();
    server.kill();
    assertThat(load.awaitEnd(LIMIT)).isEmpty();
    assertThat(inFlight).as("updates in flight").isGreaterThanOrEqualTo(IN_FLIGHT);
    return serial;
  }

  /** Holds what DNS says against what was answered. */
  private void look(RealServer server, int crash) {
    var all = Stream.concat(singles.stream(), pack.stream()).toList();
    var found = Snapshot.of(server, all, directory);
    for (var tally : tallies) {
      look(tally, tally.hostname(), found, crash);
      tally.continueFrom(found.ipv4(tally.hostname()));
    }
    pack.forEach(name -> look(wildcard, name, found, crash));
    assertThat(pack.stream().map(found::ipv4).distinct())
        .as("a wildcard update is applied as a whole or not, crash %d", crash)
        .hasSize(1);
    wildcard.continueFrom(found.ipv4(pack.getFirst()));
  }

  private static void look(Tally tally, String name, Snapshot found, int crash) {
    assertThat(tally.permits(found.ipv4(name), found.ipv6(name)))
        .as(
            "%s has \"%s\" and \"%s\" after crash %d; %s",
            name, found.ipv4(name), found.ipv6(name), crash, tally)
        .isTrue();
  }

  private static Serial serial(RealServer server) {
    var soa = server.dig().data("example.org", "SOA").getFirst();
    return Serial.of(Long.parseLong(soa.split(" ")[2]));
  }

  private static String[] words(String order, List<String> names) {
    return Stream.concat(Arrays.stream(order.split(" ")), names.stream()).toArray(String[]::new);
  }
}
