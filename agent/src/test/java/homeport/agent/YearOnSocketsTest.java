package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.Config;
import homeport.agent.config.ConfigReader;
import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Visible;
import homeport.agent.provider.DescribedProvider;
import homeport.agent.provider.Login;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.uplink.Probe;
import homeport.agent.verify.Verifier;
import homeport.kit.Certificates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of reconnects every 24 hours. Time and addresses are faked; HTTPS, DNS and the journal are
 * real, on loopback and on disk: what they leave behind each day would add up.
 */
class YearOnSocketsTest {
  @TempDir Path folder;
  private final FakeWorld world = new FakeWorld();
  private final FakeNetwork network = new FakeNetwork().has("wan1", "198.51.100.1");
  private final Http http = Transports.http(network, Clock.systemUTC());
  private final List<String> warned = new ArrayList<>();
  private TrainingPeers peers;
  private Agent agent;

  /** What is held of this machine. */
  private record Held(int threads, long descriptors, long heap, long files) {
    static Held now(Path folder) throws IOException {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      try (var open = Files.list(Path.of("/proc/self/fd"));
          var files = Files.walk(folder)) {
        return new Held(
            ManagementFactory.getThreadMXBean().getThreadCount(),
            open.count(),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
            files.count());
      }
    }
  }

  @BeforeEach
  void start() throws IOException, AlreadyRunning {
    Path certificates = folder.resolve("certificates");
    var certificate = Certificates.selfMade(certificates, List.of("127.0.0.1"), Instant.now());
    peers = TrainingPeers.open(certificate.context());
    Config config = config(Certificates.authorityFile(certificates));
    var program = homeport.agent.provider.Program.here("1", "");
    agent =
        new Agent(
            config,
            world,
            network,
            http,
            new Verifier(Transports.dns(network), List::of),
            Journal.open(folder.resolve("state"), world::now),
            log(),
            new Agent.Parts(
                (_, host) ->
                    new DescribedProvider(
                        host.provider(),
                        new Login(host.account().user(), host.password()),
                        program,
                        host.ca(),
                        http,
                        Clock.systemUTC()),
                _ -> List.of(),
                _ -> (_, _, _) -> new Probe.Answered(Duration.ofMillis(1)),
                _ -> Optional.empty(),
                "1"));
  }

  private Config config(Path authority) {
    String text =
        """
        hosts:
          - hostname: home.example.org
            provider: custom
            url: https://127.0.0.1:%d/nic/update
            ca: %s
            user: alice
            password: sesame
            address: outgoing
            allow: [documentation]
            name-servers: 127.0.0.1:%d
            refresh: 28d
        """
            .formatted(peers.provider(), authority, peers.nameServer());
    var loaded = new ConfigReader(new Catalog(), _ -> null).read("agent.yaml", text);
    return loaded.config().orElseThrow(() -> new AssertionError(loaded.mistakes()));
  }

  private Log log() {
    return new Log() {
      @Override
      public void say(String line) {}

      @Override
      public void warn(String line) {
        warned.add(line);
      }
    };
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    peers.close();
  }

  @Test
  void day_365_holds_no_more_of_the_machine_than_day_20() throws IOException {
    Optional<Held> early = Optional.empty();
    for (int day = 1; day <= 365; day++) {
      reconnect(day);
      if (day == 20) {
        early = Optional.of(Held.now(folder));
      }
    }
    Held before = early.orElseThrow();
    Held after = Held.now(folder);

    assertThat(warned).isEmpty();
    assertThat(peers.updates()).isEqualTo(365);
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2);
    assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 3);
    assertThat(after.files()).isLessThanOrEqualTo(before.files() + 1);
    assertThat(after.heap()).isLessThan(before.heap() + (1 << 20));
  }

  private void reconnect(int day) {
    network.has("wan1", "198.51." + (100 + day / 250) + "." + (1 + day % 250));
    agent.update(List.of()); // Looks at the network, as after a hint; asks for nothing.
    agent.once(false);
    assertThat(agent.lanes())
        .allSatisfy(
            lane ->
                assertThat(lane.run(Trigger.TIMER, java.util.Set.of(), true).plan().changes())
                    .as("day %d", day)
                    .isEmpty());
    assertThat(
            agent
                .checks()
                .visible(
                    agent.lanes().iterator().next().setup().names().keySet().iterator().next()))
        .as("day %d", day)
        .containsInstanceOf(Visible.Everywhere.class);
    world.advance(Duration.ofDays(1));
  }
}
