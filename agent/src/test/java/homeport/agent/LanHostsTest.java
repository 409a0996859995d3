package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.Config;
import homeport.agent.config.ConfigReader;
import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.plan.Round;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Withheld;
import homeport.agent.provider.DescribedProvider;
import homeport.agent.provider.FakeHttp;
import homeport.agent.provider.Login;
import homeport.agent.provider.Program;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.HttpRequest;
import homeport.agent.uplink.Neighbour;
import homeport.agent.verify.Verifier;
import homeport.dns.IpAddress;
import homeport.kit.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent on the firewall keeps the names of all machines behind it. */
class LanHostsTest {
  private static final String EACH_ITS_ADDRESS = "https://dyn.example.net/nic/update";
  private static final String PREFIX =
      "https://dyn.example.net/u?hostname={hostnames}&myipv6={ipv6-prefix}";
  private static final int MACHINES = 30;

  @TempDir Path folder;
  private final FakeWorld world = new FakeWorld();
  private final FakeLan network = new FakeLan().has("2001:db8:1:5::1/64");
  private final FakeHttp http =
      new FakeHttp(request -> FakeHttp.answer(200, "good\n".repeat(names(request))));
  private Journal journal;
  private Sight sight;
  private Lane lane;

  private static int names(HttpRequest request) {
    return request.url().getQuery().split("&")[0].split(",").length;
  }

  @AfterEach
  void stop() {
    journal.close();
  }

  /** Machines at a provider of the user's own, with these ways to their addresses. */
  private void start(String url, List<String> addresses) throws AlreadyRunning {
    String hosts =
        IntStream.range(0, addresses.size())
            .mapToObj(
                i ->
                    "  - {hostname: m%d.example.org, provider: site, address: %s}%n"
                        .formatted(i, addresses.get(i)))
            .collect(Collectors.joining());
    String text =
        """
        allow: [documentation]
        providers:
          site:
            url: "%s"
            families: ipv6
            hosts-per-request: 100
        hosts:
        """
                .formatted(url)
            + hosts.replace("provider:", "user: alice, password: x, name-servers: none, provider:");
    var loaded = new ConfigReader(new Catalog(), _ -> null).read("agent.yaml", text);
    Config config = loaded.config().orElseThrow(() -> new AssertionError(loaded.mistakes()));
    List<Name> names = config.hosts().stream().flatMap(h -> Names.of(h).stream()).toList();
    journal = Journal.open(folder, world::now);
    sight = new Sight(network, world);
    sight.ask(names.stream().map(Name::question).collect(Collectors.toSet()));
    var log =
        new Log() {
          @Override
          public void say(String line) {}

          @Override
          public void warn(String line) {}
        };
    var verifier = new Verifier((_, _) -> new DnsReply.Failed(false, "no DNS here"), List::of);
    var provider =
        new DescribedProvider(
            config.hosts().getFirst().provider(),
            new Login("alice", new Secret("x")),
            new Program("Homeport", "homeport-agent", "1", "Linux", ""),
            Optional.empty(),
            http,
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
    var checks = new Checks(verifier, journal, world, log);
    lane =
        new Lane(
            config.hosts().getFirst().account(),
            Lane.Setup.of(names, _ -> "settings", provider),
            new Lane.Shared(sight, checks, journal, world, log));
  }

  private Round round() {
    sight.look();
    return lane.run(Trigger.NETWORK, Set.of(), false);
  }

  /** What the requests since the last call sent. */
  private List<String> sent() {
    List<String> queries = http.requests().stream().map(r -> r.url().getQuery()).toList();
    http.requests().clear();
    return queries;
  }

  private static List<String> machines() {
    return IntStream.range(0, MACHINES)
        .mapToObj("{prefix-of: lan0, host: '::%x'}"::formatted)
        .map(text -> text.replace("'::0'", "'::aa'"))
        .toList();
  }

  @Test
  void a_prefix_change_moves_all_machines_in_one_round_with_a_request_each() throws Exception {
    start(EACH_ITS_ADDRESS, machines());
    round();
    assertThat(sent()).hasSize(MACHINES);

    network.has("2001:db8:1:5::1/64!", "2001:db8:9:9::1/64");
    Round moved = round();

    assertThat(moved.plan().changes()).hasSize(MACHINES);
    assertThat(sent()).hasSize(MACHINES).contains("hostname=m18.example.org&myip=2001:db8:9:9::12");
    round();
    assertThat(sent()).as("nothing is left to send").isEmpty();
  }

  @Test
  void where_the_provider_keeps_the_host_parts_one_request_moves_the_whole_site() throws Exception {
    start(PREFIX, machines());
    round();
    assertThat(sent()).hasSize(1);

    network.has("2001:db8:9:9::1/64");
    round();

    assertThat(sent())
        .singleElement()
        .satisfies(
            query ->
                assertThat(query)
                    .startsWith("hostname=m0.example.org,m1.example.org,")
                    .endsWith("&myipv6=2001:db8:9:9::/64"));
  }

  @Test
  void a_prefix_that_is_gone_leaves_every_name_as_it_is() throws Exception {
    start(EACH_ITS_ADDRESS, machines());
    round();
    assertThat(sent()).hasSize(MACHINES);

    network.has();
    Round without = round();
    network.has("2001:db8:1:5::1/64!");
    round();

    assertThat(sent()).isEmpty();
    assertThat(without.plan().withheld())
        .hasSize(MACHINES)
        .allSatisfy(w -> assertThat(w.reason()).isEqualTo(Withheld.Reason.UNKNOWN_ADDRESS));
    network.has("2001:db8:1:5::1/64");
    round();
    assertThat(sent()).as("it came back").isEmpty();
  }

  @Test
  void a_unique_local_prefix_is_not_published_unless_allowed() throws Exception {
    network.has("fd00:1::1/64");
    start(EACH_ITS_ADDRESS, machines());
    assertThat(round().plan().withheld()).hasSize(MACHINES);
    assertThat(sent()).isEmpty();
  }

  @Test
  void a_machine_that_fell_out_of_the_neighbour_table_keeps_its_published_address()
      throws Exception {
    String mac = "52:54:00:12:34:56";
    start(EACH_ITS_ADDRESS, List.of("{prefix-of: lan0, neighbour: '" + mac + "'}"));
    round();
    assertThat(sent()).isEmpty();

    network.table.add(new Neighbour("lan0", mac, IpAddress.of("2001:db8:1:5::8")));
    round();
    assertThat(sent()).containsExactly("hostname=m0.example.org&myip=2001:db8:1:5::8");
    network.table.clear();
    round();
    network.table.add(new Neighbour("lan0", mac, IpAddress.of("2001:db8:1:5::3")));
    network.table.add(new Neighbour("lan0", mac, IpAddress.of("2001:db8:1:5::8")));
    round();
    assertThat(sent()).as("it is there again, with another one beside").isEmpty();
  }

  @Test
  void the_neighbour_table_is_read_only_where_a_host_needs_it_and_then_every_minute()
      throws Exception {
    start(EACH_ITS_ADDRESS, machines());
    round();
    assertThat(network.tableRead).isZero();
    assertThat(sight.patience()).isEqualTo(Duration.ofMinutes(5));
    journal.close();

    String learnt = "{prefix-of: lan0, neighbour: '52:54:00:12:34:%02x'}";
    start(EACH_ITS_ADDRESS, IntStream.range(0, MACHINES).mapToObj(learnt::formatted).toList());
    round();
    assertThat(network.tableRead).as("once for all").isEqualTo(1);
    assertThat(sight.patience()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_routes_are_not_asked_for_each_machine_again() throws Exception {
    network.has("2001:db8:1:5::1/64", "2001:db8:1:5::7/64", "2001:db8:9:9::1/64");
    start(EACH_ITS_ADDRESS, machines());
    network.routesAsked = 0;
    sight.look();
    assertThat(network.routesAsked).isLessThan(10);
  }
}
