package homeport.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import homeport.server.ledger.StoreFault;
import homeport.server.update.Asked;
import homeport.server.update.Update;
import homeport.server.update.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dyndns2 door word by word, over real HTTPS. */
class Dyndns2DoorTest {
  private static final String AGENT = "User-Agent: Example - Test - 1.0\r\n";
  private static final String LOGIN = HttpsPeer.basic(FakeLedger.USER, FakeLedger.PASSWORD);

  @TempDir static Path home;
  private static OpenDoors doors;
  private HttpsPeer peer;

  @BeforeAll
  static void open() throws IOException {
    doors = new OpenDoors(home);
  }

  @AfterAll
  static void shut() {
    doors.close();
  }

  @BeforeEach
  void connect() throws IOException {
    doors.ledger.updates.clear();
    doors.ledger.fault = null;
    peer = doors.https();
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
  }

  private HttpsPeer.Answer update(String query) throws IOException {
    return peer.get("/nic/update?" + query, AGENT + LOGIN);
  }

  private void says(String query, String... lines) throws IOException {
    HttpsPeer.Answer answer = update(query);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(String.join("\n", lines) + "\n");
  }

  private Update received() {
    return doors.ledger.updates.getLast();
  }

  private static Wanted addresses(String... addresses) {
    return new Wanted.Addresses(List.of(addresses).stream().map(IpAddress::of).toList());
  }

  @Test
  void good_and_nochg_name_the_address() throws IOException {
    says("hostname=home.example.org&myip=192.0.2.1", "good 192.0.2.1");
    says("hostname=same.example.org&myip=192.0.2.1", "nochg 192.0.2.1");
    assertThat(received().who().user()).isEqualTo(FakeLedger.USER);
    assertThat(received().origin().door()).isEqualTo("dyndns2");
    assertThat(received().origin().userAgent()).isEqualTo("Example - Test - 1.0");
  }

  @Test
  void both_paths_and_both_methods_are_one_door() throws IOException {
    String query = "hostname=home.example.org&myip=192.0.2.1";
    for (String path : List.of("/nic/update", "/v3/update")) {
      assertThat(peer.get(path + "?" + query, AGENT + LOGIN).body()).isEqualTo("good 192.0.2.1\n");
      String form = "Content-Type: application/x-www-form-urlencoded\r\n";
      assertThat(peer.ask("POST", path, AGENT + LOGIN + form, query).body())
          .isEqualTo("good 192.0.2.1\n");
      assertThat(peer.ask("POST", path + "?" + query, AGENT + LOGIN, "").body())
          .isEqualTo("good 192.0.2.1\n");
    }
  }

  @Test
  void each_host_has_its_line_in_the_order_sent() throws IOException {
    says(
        "hostname=home.example.org,unknown.example.org,same.example.org,nodots&myip=192.0.2.1",
        "good 192.0.2.1",
        "nohost",
        "nochg 192.0.2.1",
        "notfqdn");
  }

  @Test
  void whatever_a_login_may_not_change_is_nohost_and_never_more() throws IOException {
    for (String label : List.of("unknown", "limited", "static", "family")) {
      says("hostname=" + label + ".example.org&myip=192.0.2.1", "nohost");
    }
  }

  @Test
  void abuse_is_a_line_of_its_host() throws IOException {
    says("hostname=abused.example.org,home.example.org&myip=192.0.2.1", "abuse", "good 192.0.2.1");
  }

  @Test
  void no_hostname_is_notfqdn_and_moves_nothing() throws IOException {
    says("myip=192.0.2.1", "notfqdn");
    says("hostname=&myip=192.0.2.1", "notfqdn");
    assertThat(doors.ledger.updates).allMatch(update -> update.asked().isEmpty());
  }

  @Test
  void hundred_hosts_are_taken_and_one_more_is_numhost() throws IOException {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> "h" + i + ("." + "x".repeat(60)).repeat(3) + ".example.org")
            .collect(Collectors.joining(","));
    assertThat(update("hostname=" + hundred + "&myip=192.0.2.1").body().lines()).hasSize(100);
    doors.ledger.updates.clear();
    says("hostname=" + hundred + ",home.example.org&myip=192.0.2.1", "numhost");
    assertThat(doors.ledger.updates).isEmpty();
  }

  @Test
  void wildcard_update_has_a_single_line() throws IOException {
    for (String star : List.of("*", "%2A", "%2a")) {
      says("hostname=" + star + ".example.org&myip=192.0.2.1", "good 192.0.2.1");
      assertThat(received().asked()).containsExactly(Asked.parse("*.example.org"));
    }
  }

  @Test
  void two_addresses_come_by_comma_or_by_myipv6() throws IOException {
    Wanted both = addresses("192.0.2.1", "2001:db8::1");
    says("hostname=home.example.org&myip=192.0.2.1,2001:db8::1", "good 192.0.2.1,2001:db8::1");
    assertThat(received().wanted()).isEqualTo(both);
    update("hostname=home.example.org&myip=2001:db8::1,192.0.2.1");
    assertThat(received().wanted()).isEqualTo(both);
    update("hostname=home.example.org&myip=192.0.2.1&myipv6=2001%3Adb8%3A%3A1");
    assertThat(received().wanted()).isEqualTo(both);
  }

  @Test
  void absent_or_empty_address_is_the_connections_own() throws IOException {
    says("hostname=home.example.org", "good 127.0.0.1");
    says("hostname=home.example.org&myip=", "good 127.0.0.1");
    assertThat(received().wanted()).isEqualTo(new Wanted.Own());
  }

  @Test
  void myipv6_alone_leaves_ipv4_out() throws IOException {
    update("hostname=home.example.org&myipv6=2001:db8::1");
    assertThat(received().wanted()).isEqualTo(addresses("2001:db8::1"));
    update("hostname=home.example.org&myip=&myipv6=2001:db8::1");
    assertThat(received().wanted()).isEqualTo(addresses("2001:db8::1"));
  }

  @Test
  void malformed_address_is_badip_and_never_the_connections_own() throws IOException {
    for (String bad :
        List.of(
            "300.1.2.3",
            "192.0.2",
            "192.0.2.01",
            "fe80::1%25eth0",
            "%5B2001:db8::1%5D",
            "home",
            "192.0.2.1,",
            "192.0.2.1%2F32",
            "none")) {
      says("hostname=home.example.org&myip=" + bad, "badip");
      says("hostname=home.example.org&myip=192.0.2.1&myipv6=" + bad, "badip");
    }
    assertThat(doors.ledger.updates).isEmpty();
  }

  @Test
  void unusable_address_is_badip() throws IOException {
    says("hostname=unusable.example.org&myip=0.0.0.0", "badip");
  }

  @Test
  void several_addresses_of_one_family_are_all_published() throws IOException {
    says("hostname=home.example.org&myip=192.0.2.2,192.0.2.1", "good 192.0.2.1,192.0.2.2");
    says("hostname=same.example.org&myip=192.0.2.1,192.0.2.2", "nochg 192.0.2.1,192.0.2.2");
    assertThat(received().wanted()).isEqualTo(addresses("192.0.2.1", "192.0.2.2"));
  }

  @Test
  void more_addresses_of_one_family_than_any_firewall_has_are_numip() throws IOException {
    String nine =
        IntStream.rangeClosed(1, 9).mapToObj(i -> "192.0.2." + i).collect(Collectors.joining(","));
    says("hostname=home.example.org&myip=" + nine, "numip");
    assertThat(doors.ledger.updates).isEmpty();
  }

  @Test
  void ipv4_inside_ipv6_is_ipv4() throws IOException {
    says("hostname=home.example.org&myip=::ffff:192.0.2.1", "good 192.0.2.1");
  }

  @Test
  void offline_has_no_address() throws IOException {
    says("hostname=home.example.org&offline=YES&myip=192.0.2.1", "good");
    assertThat(received().wanted()).isEqualTo(new Wanted.Offline());
    says("hostname=home.example.org&offline=NOCHG&myip=192.0.2.1", "good 192.0.2.1");
    says("hostname=home.example.org&offline=NO&myip=192.0.2.1", "good 192.0.2.1");
  }

  @Test
  void legacy_parameters_change_nothing() throws IOException {
    says(
        "system=dyndns&hostname=home.example.org&myip=192.0.2.1&wildcard=NOCHG&mx=NOCHG&backmx=NO",
        "good 192.0.2.1");
  }

  @Test
  void wrong_login_is_badauth_with_401_and_the_word_in_the_body() throws IOException {
    String target = "/nic/update?hostname=home.example.org&myip=192.0.2.1";
    for (String login :
        List.of(
            "",
            HttpsPeer.basic(FakeLedger.USER, "wrong"),
            HttpsPeer.basic("nobody", FakeLedger.PASSWORD),
            HttpsPeer.basic(FakeLedger.USER, ""),
            "Authorization: Basic !!!\r\n",
            "Authorization: Basic bm8tY29sb24=\r\n",
            "Authorization: Bearer x\r\n")) {
      HttpsPeer.Answer answer = peer.get(target, AGENT + login);
      assertThat(answer.status()).as(login).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("badauth\n");
      assertThat(answer.headers().get("www-authenticate")).startsWith("Basic ");
    }
    assertThat(doors.ledger.updates).isEmpty();
  }

  @Test
  void login_that_ends_meanwhile_is_badauth_once() throws IOException {
    HttpsPeer.Answer answer = update("hostname=removed.example.org,removed.example.net");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("badauth\n");
  }

  @Test
  void missing_agent_or_odd_method_is_badagent() throws IOException {
    String target = "/nic/update?hostname=home.example.org&myip=192.0.2.1";
    assertThat(peer.get(target, LOGIN).body()).isEqualTo("badagent\n");
    assertThat(peer.get(target, LOGIN + "User-Agent: \r\n").body()).isEqualTo("badagent\n");
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      HttpsPeer.Answer answer = peer.ask(method, target, AGENT + LOGIN, "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("badagent\n");
    }
    assertThat(doors.ledger.updates).isEmpty();
  }

  @Test
  void store_that_fails_is_911_and_never_good_nor_nochg() throws IOException {
    doors.ledger.fault = new StoreFault("disk full", new IOException("no space"));
    says("hostname=home.example.org,same.example.org&myip=192.0.2.1", "911");
  }

  @Test
  void mistake_of_ours_is_dnserr() throws IOException {
    doors.ledger.fault = new IllegalStateException("made by the test");
    says("hostname=home.example.org&myip=192.0.2.1", "dnserr");
  }

  @Test
  void hostname_cannot_write_into_the_answer() throws IOException {
    HttpsPeer.Answer answer =
        update("hostname=a%0d%0aSet-Cookie:x%0d%0a%0d%0agood,%3Cscript%3E,%00,home.example.org");
    assertThat(answer.body()).isEqualTo("notfqdn\nnotfqdn\nnotfqdn\ngood 127.0.0.1\n");
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void answers_are_not_kept_by_anybody() throws IOException {
    assertThat(update("hostname=home.example.org").headers().get("cache-control"))
        .isEqualTo("no-store");
  }
}
