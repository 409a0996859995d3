package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.Config;
import homeport.agent.config.ConfigReader;
import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Round;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Withheld;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.agent.uplink.Probe;
import homeport.agent.verify.Verifier;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  @TempDir Path folder;
  private final FakeWorld world = new FakeWorld();
  private final FakeNetwork network = new FakeNetwork().has("wan1", "198.51.100.10");
  private final FakeProvider provider = new FakeProvider();
  private final List<IpAddress> abandoned = new ArrayList<>();
  private final FakeSource source = new FakeSource("ip.example.org", AddressSource.Kind.HTTPS);
  private final List<AddressSource> sources = new ArrayList<>(List.of(source));
  private final List<String> warned = new ArrayList<>();
  private Agent agent;

  private final Http http =
      new Http() {
        @Override
        public Call call(HttpRequest request, Via via) {
          throw new AssertionError("the provider is a fake");
        }

        @Override
        public int abandon(IpAddress source) {
          abandoned.add(source);
          return 1;
        }

        @Override
        public Optional<String> warm(URI url, Optional<Path> caFile, Via via) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  private static Config config(String password, String more) {
    String text =
        """
        hosts:
          - hostname: home.example.org
            provider: custom
            url: https://dyn.example.net/nic/update
            user: alice
            password: %s
            interval: 0s
            name-servers: none
            %s
        """
            .formatted(password, more);
    var loaded = new ConfigReader(new Catalog(), _ -> null).read("agent.yaml", text);
    return loaded.config().orElseThrow(() -> new AssertionError(loaded.mistakes()));
  }

  private static final String OUTGOING = "address: outgoing\n    allow: [documentation]";

  @BeforeEach
  void start() throws AlreadyRunning {
    start(config("sesame", OUTGOING));
  }

  private void start(Config config) throws AlreadyRunning {
    var log =
        new Log() {
          @Override
          public void say(String line) {}

          @Override
          public void warn(String line) {
            warned.add(line);
          }
        };
    var parts =
        new Agent.Parts(
            (_, _) -> provider,
            _ -> sources,
            _ -> (_, _, _) -> new Probe.Answered(Duration.ofMillis(1)),
            _ -> Optional.empty(),
            "1");
    agent =
        new Agent(
            config,
            world,
            network,
            http,
            new Verifier((_, _) -> new DnsReply.Failed(false, "no DNS here"), List::of),
            Journal.open(folder, world::now),
            log,
            parts);
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private void restart(Config config) throws AlreadyRunning {
    agent.close();
    start(config);
  }

  /** What the lanes would do now, without asking a reflector. */
  private List<Round> preview() {
    return agent.lanes().stream().map(lane -> lane.run(Trigger.NETWORK, Set.of(), true)).toList();
  }

  private Map<?, ?> row() {
    return (Map<?, ?>) ((List<?>) agent.status().get("hosts")).getFirst();
  }

  @Test
  void one_round_publishes_and_status_says_so() {
    agent.once(false);

    assertThat(provider.lastSent()).isEqualTo("[198.51.100.10]");
    assertThat(row().get("state")).isEqualTo("good");
    assertThat(row().get("addresses")).isEqualTo(List.of("198.51.100.10"));
  }

  @Test
  void a_block_ends_when_the_settings_change_and_not_before() throws Exception {
    provider.answering(new Outcome.Refused(Refusal.CREDENTIALS, Scope.ACCOUNT, "badauth"));
    agent.once(false);
    assertThat(row().get("state")).isEqualTo("blocked");
    provider.answering(FakeProvider.GOOD);
    restart(config("sesame", OUTGOING));
    agent.once(false);
    assertThat(provider.requests).hasSize(1);

    agent.configure(config("open-sesame", OUTGOING));
    agent.once(false);

    assertThat(provider.requests).hasSize(2);
    assertThat(row().get("state")).isEqualTo("good");
  }

  @Test
  void a_block_ends_by_command() {
    provider.answering(new Outcome.Refused(Refusal.ABUSE, Scope.HOST, "abuse"));
    agent.once(false);
    provider.answering(FakeProvider.GOOD);

    String said = agent.unblock(agent.config().named("home.example.org"));
    agent.once(false);

    assertThat(said).startsWith("No longer blocked: home.example.org");
    assertThat(row().get("state")).isEqualTo("good");
  }

  @Test
  void a_removed_host_is_left_alone_and_a_new_one_is_published() {
    agent.once(false);
    agent.configure(
        config(
            "sesame",
            OUTGOING
                + "\n  - {hostname: shop.example.org, provider: custom,"
                + " url: 'https://other.example.net/nic/update', user: bob, password: p,"
                + " address: outgoing, allow: [documentation], name-servers: none}"));
    agent.once(false);

    assertThat(provider.requests).hasSize(2);
    assertThat(provider.requests.getLast())
        .allMatch(change -> change.key().target().name().equals("shop.example.org"));
  }

  @Test
  void an_address_that_the_interface_holds_and_the_internet_reaches_needs_no_reflector()
      throws Exception {
    network.has("wan1", "9.9.9.9");
    restart(config("sesame", "address: detected"));
    agent.once(false);

    assertThat(source.asked).isZero();
    assertThat(provider.lastSent()).isEqualTo("[9.9.9.9]");
  }

  @Test
  void behind_nat_the_reflected_address_is_published() throws Exception {
    network.has("wan1", "10.0.0.2");
    source.says("9.9.9.9");
    restart(config("sesame", "address: detected"));
    agent.once(false);

    assertThat(source.asked).isEqualTo(1);
    assertThat(provider.lastSent()).isEqualTo("[9.9.9.9]");
  }

  @Test
  void a_fault_in_one_lane_is_told_and_the_others_have_their_round() throws Exception {
    restart(
        config(
            "sesame",
            OUTGOING
                + "\n  - {hostname: shop.example.org, provider: custom,"
                + " url: 'https://other.example.net/nic/update', user: bob, password: p,"
                + " address: outgoing, allow: [documentation], name-servers: none}"));
    provider.meanwhile(
        () -> {
          throw new IllegalStateException();
        });

    List<Round> rounds = agent.once(false);

    assertThat(rounds).hasSize(1);
    assertThat(warned).hasSize(1).allMatch(line -> line.contains("please report it"));
    assertThat(world.now().steady()).isBefore(Instant.EPOCH.plusSeconds(60));
  }

  @Test
  void what_was_seen_by_one_uplink_is_never_published_for_another() throws Exception {
    network.has("wan1", "10.0.0.2").has("wan2", "10.1.0.2");
    source.says("9.9.9.9");
    restart(config("sesame", "address: detected"));
    agent.once(false);
    network.leavesBy("wan2");
    agent.configure(agent.config());

    assertThat(preview().getFirst().plan().withheld())
        .extracting(Withheld::reason)
        .containsExactly(Withheld.Reason.UNKNOWN_ADDRESS);
  }

  @Test
  void status_says_what_each_address_source_said() throws Exception {
    network.has("wan1", "10.0.0.2");
    source.says("9.9.9.9");
    restart(config("sesame", "address: detected"));
    agent.once(false);

    assertThat(((Map<?, ?>) ((List<?>) agent.status().get("seen")).getFirst()).get("sources"))
        .isEqualTo(List.of("ip.example.org (https): 9.9.9.9"));
  }

  @Test
  void a_failed_detection_publishes_nothing() throws Exception {
    network.has("wan1", "10.0.0.2");
    restart(config("sesame", "address: detected"));
    agent.once(false);

    assertThat(provider.requests).isEmpty();
    assertThat(row().get("state")).isEqualTo("waiting");
    assertThat(String.valueOf(row().get("why"))).contains("ip.example.org (https): refused");
  }

  @Test
  void requests_from_an_address_that_is_gone_are_abandoned() {
    agent.once(false);
    network.has("wan1", "198.51.100.11");
    agent.configure(agent.config());

    assertThat(abandoned).containsExactly(IpAddress.of("198.51.100.10"));
  }

  @Test
  void requests_from_an_address_that_goes_after_the_route_moved_are_abandoned_too() {
    agent.once(false);
    network.has("wan2", "192.0.2.10").leavesBy("wan2");
    agent.configure(agent.config());
    assertThat(abandoned).isEmpty();

    network.has("wan1", "198.51.100.11");
    agent.configure(agent.config());

    assertThat(abandoned).containsExactly(IpAddress.of("198.51.100.10"));
  }

  @Test
  void a_request_by_an_uplink_that_was_left_gets_a_moment_and_no_more() {
    agent.once(false);
    network.has("wan2", "192.0.2.10").leavesBy("wan2");
    agent.configure(agent.config());
    assertThat(abandoned).isEmpty();

    world.runTasks();

    assertThat(abandoned).containsExactly(IpAddress.of("198.51.100.10"));
  }

  @Test
  void a_request_by_an_uplink_that_was_left_and_carries_again_goes_on() {
    agent.once(false);
    network.has("wan2", "192.0.2.10").leavesBy("wan2");
    agent.configure(agent.config());
    network.leavesBy("wan1");
    agent.configure(agent.config());

    world.runTasks();

    assertThat(abandoned).containsExactly(IpAddress.of("192.0.2.10"));
  }
}
