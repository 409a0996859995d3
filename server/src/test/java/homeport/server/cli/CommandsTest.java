package homeport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Hostname;
import homeport.kit.BadJson;
import homeport.kit.Json;
import homeport.kit.Secret;
import homeport.server.admin.ControlSocket;
import homeport.server.admin.DataDirectory;
import homeport.server.admin.Orders;
import homeport.server.admin.Reply;
import homeport.server.admin.Request;
import homeport.server.config.ServerConfig;
import homeport.server.ledger.GroupCommit;
import homeport.server.policy.Repeats;
import homeport.server.store.SqliteStore;
import homeport.server.zone.Answer;
import homeport.testkit.FakeClock;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, through a real control socket, on a real database. */
class CommandsTest {
  @TempDir Path directory;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path socket;
  private SqliteStore store;
  private GroupCommit ledger;
  private ControlSocket control;

  @BeforeEach
  void start() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("server.yaml"), "data: data\nname-servers: [ns1.example.net]\n");
    ServerConfig config =
        homeport.server.config.ConfigReader.read(file, new homeport.kit.Mistakes()).orElseThrow();
    socket = DataDirectory.controlSocket(config.data());
    Files.createDirectories(config.data());
    store = SqliteStore.open(DataDirectory.database(config.data()), 1000);
    ledger = new GroupCommit(store, store.load(config.zones()), clock, new Repeats(10));
    control =
        ControlSocket.open(
            socket, new Orders(ledger, store, config.zones(), clock, new SecureRandom()));
  }

  @AfterEach
  void stop() throws IOException {
    control.close();
    ledger.close();
    store.close();
  }

  private int run(String... words) {
    return runWithInput("", words);
  }

  private int runWithInput(String input, String... words) {
    out.reset();
    err.reset();
    return run(input, out, err, words);
  }

  private Commands.Program program() {
    return new Commands.Program() {
      @Override
      public int serve(ServerConfig config) {
        return Commands.FINE;
      }

      @Override
      public Reply order(ServerConfig config, Request request) {
        return ControlSocket.ask(socket, request).orElseThrow();
      }
    };
  }

  private int run(String input, OutputStream out, OutputStream err, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", directory.resolve("server.yaml").toString()));
    return new Commands(
            program(),
            new BufferedReader(new StringReader(input)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(all.toArray(String[]::new));
  }

  private void fine(String words) {
    assertThat(run(words.split(" "))).as("%s: %s", words, err).isZero();
  }

  private String refused(String words) {
    assertThat(run(words.split(" "))).as(words).isEqualTo(Commands.REFUSED);
    return err.toString(StandardCharsets.UTF_8);
  }

  private void populate() {
    fine("account add alice");
    fine("account add bob");
    fine("domain offer example.net");
    fine("hostname add alice home.example.net");
  }

  @Test
  void running_server_sees_orders_at_once() {
    populate();
    fine("hostname set home.example.net 192.0.2.1 2001:db8::1 --ttl 300");
    var found = (Answer.Found) ledger.current().lookup(Hostname.of("home.example.net"), 28);
    assertThat(found.rrset().ttl()).isEqualTo(300);
    fine("hostname list --domain example.net");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("192.0.2.1 2001:db8::1");
    fine("history home.example.net");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("A none -> 192.0.2.1");
  }

  @Test
  void credential_is_shown_once_and_works_until_it_is_removed() throws BadJson {
    populate();
    fine("credential add alice --limit home.example.net --limit *.home.example.net --json");
    var made = Json.readMap(out.toString(StandardCharsets.UTF_8).strip());
    String user = String.valueOf(made.get("user"));
    var password = new Secret(String.valueOf(made.get("password")));
    assertThat(password.value()).hasSize(32);
    var credential = ledger.directory().authenticate(user, password).orElseThrow();
    assertThat(credential.permits(Hostname.of("a.home.example.net"))).isTrue();
    assertThat(credential.permits(Hostname.of("other.example.net"))).isFalse();
    assertThat(ledger.directory().authenticate(user, new Secret("wrong"))).isEmpty();
    assertThat(ledger.directory().authenticate("nobody", password)).isEmpty();
    fine("credential list");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(user)
        .doesNotContain(password.value());
    fine("credential remove " + user);
    assertThat(ledger.directory().authenticate(user, password)).isEmpty();
  }

  @Test
  void taken_reserved_and_deep_names_are_refused_with_a_remedy() {
    populate();
    assertThat(refused("hostname add bob home.example.net")).contains("is taken");
    for (String label :
        List.of("www", "wpad", "ns2", "_dmarc", "autoconfig", "xn--80ak6aa92e", "a.b", "*")) {
      assertThat(refused("hostname add bob " + label + ".example.net"))
          .as(label)
          .contains("--reserved");
    }
    assertThat(refused("hostname add carol x.example.net")).contains("account list");
    assertThat(refused("hostname add bob x.example.com")).contains("domain offer");
    assertThat(refused("hostname add bob x.example.net --group lab")).contains("group add bob lab");
    fine("hostname add alice ns1.example.net --reserved --static");
  }

  @Test
  void of_two_who_want_the_same_name_one_gets_it() throws Exception {
    populate();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 20; i++) {
        String name = "shop" + i + ".example.net";
        List<Callable<Integer>> adds =
            Stream.of("alice", "bob")
                .map(
                    who ->
                        (Callable<Integer>)
                            () ->
                                run(
                                    "",
                                    OutputStream.nullOutputStream(),
                                    OutputStream.nullOutputStream(),
                                    "hostname",
                                    "add",
                                    who,
                                    name))
                .toList();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> each : both.invokeAll(adds)) {
          statuses.add(each.get());
        }
        assertThat(statuses).containsExactlyInAnyOrder(Commands.FINE, Commands.REFUSED);
      }
    }
  }

  @Test
  void name_given_back_rests_before_somebody_else_gets_it() {
    populate();
    fine("hostname remove home.example.net");
    assertThat(refused("hostname add bob home.example.net")).contains("rests until");
    fine("hostname add alice home.example.net");
    fine("hostname remove home.example.net");
    clock.advance(Duration.ofDays(401));
    fine("hostname add bob home.example.net");
  }

  @Test
  void nobody_gets_a_zone_above_or_below_somebody_elses() {
    populate();
    fine("domain own alice example.com");
    assertThat(refused("domain own bob sub.example.com")).contains("somebody else's");
    assertThat(refused("domain own bob com")).contains("is not complete");
    assertThat(refused("domain own bob home.example.net")).contains("somebody else's");
    fine("hostname add alice deep.down.example.com");
    assertThat(refused("hostname add bob x.example.com")).contains("somebody else");
    assertThat(refused("domain own alice down.example.com")).contains("remove them first");
  }

  @Test
  void domain_with_hostnames_is_not_removed_by_accident() {
    populate();
    assertThat(refused("domain remove example.net")).contains("--with-hostnames");
    fine("domain remove example.net --with-hostnames");
    assertThat(ledger.directory().size()).isZero();
    assertThat(ledger.current().lookup(Hostname.of("example.net"), 6))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  void login_password_comes_by_the_input_and_is_kept_as_a_slow_hash() {
    assertThat(runWithInput("correct horse\n", "account", "add", "alice", "--password-stdin"))
        .isZero();
    var hash = ledger.directory().account("alice").orElseThrow().password().orElseThrow();
    assertThat(hash.text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hash.matches(new Secret("correct horse"))).isTrue();
    assertThat(hash.matches(new Secret("correct house"))).isFalse();
    assertThat(runWithInput("short\n", "account", "passwd", "alice", "--password-stdin"))
        .isEqualTo(Commands.REFUSED);
  }

  @Test
  void records_and_aliases_do_not_mix() {
    populate();
    fine("record add _acme-challenge.home.example.net TXT token");
    fine("record add alias.example.net CNAME home.example.net");
    assertThat(refused("record add home.example.net CNAME x.example.net")).contains("alias");
    assertThat(refused("hostname add alice alias.example.net")).contains("alias");
    assertThat(refused("record add home.example.net MX x")).contains("TXT and CNAME");
  }

  @Test
  void wrong_words_name_the_help() {
    assertThat(run("hostname", "add", "alice")).isEqualTo(Commands.WRONG);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("HOSTNAME").contains("--help");
    assertThat(run("check")).isZero();
  }

  @Test
  void control_socket_is_its_owners_alone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void data_directory_has_one_user_at_a_time() throws IOException {
    Path data = directory.resolve("other");
    try (var held = DataDirectory.lock(data).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(Files.getPosixFilePermissions(data))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    DataDirectory.lock(data).orElseThrow().close();
  }
}
