package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.e2e.server.RealServer.Login;
import homeport.testkit.lab.Dig;
import homeport.testkit.lab.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The update door of the real process, and what dig reads after each answer. */
@Tag("e2e")
class UpdateDoorTest {
  private static final List<String> MANY =
      IntStream.range(0, 100).mapToObj(i -> "m" + i + ".example.org").toList();

  @TempDir static Path house;
  private static RealServer server;
  private static Login login;
  private static Login limited;
  private static Dig dig;
  private UpdateClient client;

  @BeforeAll
  static void open() {
    server = new RealServer(house).start();
    server.order("domain", "offer", "example.org");
    server.order("account", "add", "alice");
    server.order("group", "add", "alice", "branch");
    var many = new ArrayList<>(List.of("hostname", "add", "alice", "home.example.org"));
    many.addAll(MANY);
    server.order(many.toArray(String[]::new));
    server.order("hostname", "add", "alice", "--static", "printer.example.org");
    server.order("hostname", "add", "alice", "--group", "branch", "shop.example.org");
    server.order("hostname", "set", "printer.example.org", "198.51.100.7");
    server.order("hostname", "set", "shop.example.org", "198.51.100.8");
    login = server.credential("alice");
    limited = server.credential("alice", "--limit", "home.example.org");
    dig = server.dig();
  }

  @AfterAll
  static void shut() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    client = server.secure(login);
    update("hostname=home.example.org&offline=yes");
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  private List<String> update(String query) throws IOException {
    var reply = client.update(query);
    assertThat(reply.status()).isEqualTo(200);
    return reply.lines();
  }

  private static List<String> published(String name) {
    var all = new ArrayList<>(dig.data(name, "A"));
    all.addAll(dig.data(name, "AAAA"));
    return all;
  }

  @Test
  void a_hundred_hosts_are_one_request_and_a_hundred_and_one_are_too_many() throws IOException {
    var hundred = String.join(",", MANY);
    assertThat(update("hostname=" + hundred + "&myip=192.0.2.10"))
        .isEqualTo(Collections.nCopies(100, "good 192.0.2.10"));
    var found = Snapshot.of(server, MANY, house);
    assertThat(MANY).allMatch(name -> found.ipv4(name).equals("192.0.2.10"));
    assertThat(update("hostname=" + hundred + ",home.example.org&myip=192.0.2.11"))
        .containsExactly("numhost");
    assertThat(published("m0.example.org")).containsExactly("192.0.2.10");
    assertThat(published("home.example.org")).isEmpty();
  }

  @Test
  void lines_are_in_the_order_of_the_hosts() throws IOException {
    assertThat(
            update(
                "hostname=home.example.org,other.example.org,home,m1.example.org&myip=192.0.2.12"))
        .containsExactly("good 192.0.2.12", "nohost", "notfqdn", "good 192.0.2.12");
    assertThat(update("hostname=home.example.org&myip=192.0.2.12"))
        .containsExactly("nochg 192.0.2.12");
  }

  @Test
  void wildcard_update_moves_its_group_alone() throws IOException {
    assertThat(update("hostname=*.example.org&myip=192.0.2.13")).containsExactly("good 192.0.2.13");
    assertThat(published("home.example.org")).containsExactly("192.0.2.13");
    assertThat(published("m99.example.org")).containsExactly("192.0.2.13");
    assertThat(published("printer.example.org")).containsExactly("198.51.100.7");
    assertThat(published("shop.example.org")).containsExactly("198.51.100.8");
    assertThat(update("hostname=printer.example.org&myip=192.0.2.13")).containsExactly("nohost");
  }

  @Test
  void offline_takes_the_addresses_away_until_the_next_update() throws IOException {
    var both = "hostname=home.example.org&myip=192.0.2.14,2001:db8::14";
    assertThat(update(both)).containsExactly("good 192.0.2.14,2001:db8::14");
    assertThat(published("home.example.org")).containsExactly("192.0.2.14", "2001:db8::14");
    update("hostname=home.example.org&offline=YES");
    assertThat(published("home.example.org")).isEmpty();
    assertThat(update(both)).containsExactly("good 192.0.2.14,2001:db8::14");
  }

  @Test
  void one_family_leaves_the_other_as_it_is() throws IOException {
    update("hostname=home.example.org&myip=192.0.2.15&myipv6=2001:db8::15");
    update("hostname=home.example.org&myipv6=2001:db8::16");
    assertThat(published("home.example.org")).containsExactly("192.0.2.15", "2001:db8::16");
    update("hostname=home.example.org&myip=192.0.2.16");
    assertThat(published("home.example.org")).containsExactly("192.0.2.16", "2001:db8::16");
  }

  @Test
  void empty_address_is_the_connections_own_and_a_malformed_one_is_nobodys() throws IOException {
    assertThat(update("hostname=home.example.org&myip=")).containsExactly("good 127.0.0.1");
    assertThat(published("home.example.org")).containsExactly("127.0.0.1");
    for (var wrong : List.of("192.0.2.300", "192.0.2.1,x", "fe80::1%25eth0", "0.0.0.0")) {
      assertThat(update("hostname=home.example.org&myip=" + wrong)).containsExactly("badip");
    }
    assertThat(published("home.example.org")).containsExactly("127.0.0.1");
  }

  @Test
  void an_update_without_a_hostname_moves_nothing() throws IOException {
    var serial = dig.data("example.org", "SOA");
    assertThat(update("myip=192.0.2.17")).containsExactly("notfqdn");
    assertThat(update("hostname=&myip=192.0.2.17")).containsExactly("notfqdn");
    assertThat(dig.data("example.org", "SOA")).isEqualTo(serial);
  }

  @Test
  void wrong_password_is_401_and_badauth() throws IOException {
    try (var stranger = server.secure(new Login(login.user(), "wrong"))) {
      var reply = stranger.update("hostname=home.example.org&myip=192.0.2.18");
      assertThat(reply).isEqualTo(new UpdateClient.Reply(401, List.of("badauth")));
    }
    assertThat(published("home.example.org")).isEmpty();
  }

  @Test
  void limited_credential_reaches_its_own_name_alone() throws IOException {
    update("hostname=m2.example.org&myip=192.0.2.19");
    try (var narrow = server.secure(limited)) {
      var query = "hostname=m2.example.org,home.example.org,*.example.org&myip=192.0.2.20";
      assertThat(narrow.update(query).lines())
          .containsExactly("nohost", "good 192.0.2.20", "nochg 192.0.2.20");
    }
    assertThat(published("m2.example.org")).containsExactly("192.0.2.19");
  }

  @Test
  void real_curl_trusts_the_self_made_authority() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    var url =
        "https://localhost:%d/v3/update?hostname=home.example.org&myip=192.0.2.21"
            .formatted(server.port("https"));
    var pair = login.user() + ":" + login.password();
    var trusting =
        List.of("curl", "-sS", "--cacert", server.authority().toString(), "-u", pair, url);
    assertThat(run(trusting)).isEqualTo("good 192.0.2.21");
    assertThat(run(List.of("curl", "-sS", "-u", pair, url))).contains("certificate");
    assertThat(published("home.example.org")).containsExactly("192.0.2.21");
  }

  private static String run(List<String> command) {
    try (var running = Place.HERE.start(command)) {
      running.waitFor(Duration.ofSeconds(20));
      return String.join("\n", running.lines());
    }
  }
}
