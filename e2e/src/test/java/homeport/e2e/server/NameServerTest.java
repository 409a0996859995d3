package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real dig reads of the name server, over UDP and over TCP. */
@Tag("e2e")
class NameServerTest {
  @TempDir static Path house;
  private static RealServer server;

  @BeforeAll
  static void open() {
    server = new RealServer(house).start();
    server.order("domain", "offer", "example.org");
    server.order("account", "add", "alice");
    server.order("domain", "own", "alice", "example.net");
    server.order(
        "hostname", "add", "alice", "home.example.org", "a.b.example.net", "*.example.net");
    server.order("hostname", "set", "home.example.org", "192.0.2.1", "2001:db8::1");
    server.order("hostname", "set", "a.b.example.net", "192.0.2.2");
    server.order("hostname", "set", "*.example.net", "192.0.2.3");
    // More text than 1232 octets hold.
    for (var i = 0; i < 6; i++) {
      server.order("record", "add", "home.example.org", "TXT", i + "x".repeat(240));
    }
  }

  @AfterAll
  static void shut() {
    server.close();
  }

  private static String dig(String transport, String... words) {
    var command = new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", "" + server.port("dns")));
    command.addAll(List.of(transport, "+norecurse", "+time=3", "+tries=2"));
    command.addAll(List.of(words));
    try (var running = Place.HERE.start(command)) {
      running.waitFor(Duration.ofSeconds(20));
      return String.join("\n", running.lines()).replace('\t', ' ').replaceAll(" +", " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+notcp", "+tcp"})
  void zone_says_who_serves_it(String transport) {
    assertThat(dig(transport, "example.org", "SOA"))
        .contains("status: NOERROR", "flags: qr aa;")
        .contains("IN SOA ns1.example.org. hostmaster.example.org.");
    assertThat(dig(transport, "example.org", "NS"))
        .contains("IN NS ns1.example.org.", "IN NS ns2.example.org.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+notcp", "+tcp"})
  void names_have_addresses_and_wildcards_answer_for_others(String transport) {
    assertThat(dig(transport, "home.example.org", "A")).contains(" 60 IN A 192.0.2.1");
    assertThat(dig(transport, "home.example.org", "AAAA")).contains(" 60 IN AAAA 2001:db8::1");
    assertThat(dig(transport, "any.example.net", "A"))
        .contains("any.example.net. 60 IN A 192.0.2.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+notcp", "+tcp"})
  void what_is_not_there_is_said_with_the_soa(String transport) {
    assertThat(dig(transport, "missing.example.org", "A"))
        .contains("status: NXDOMAIN", "ANSWER: 0, AUTHORITY: 1")
        .contains("example.org. 60 IN SOA");
    assertThat(dig(transport, "a.b.example.net", "AAAA"))
        .contains("status: NOERROR", "ANSWER: 0, AUTHORITY: 1")
        .contains("example.net. 60 IN SOA");
    // b.example.net exists only because of a name below it: the wildcard is not for it.
    assertThat(dig(transport, "b.example.net", "A"))
        .contains("status: NOERROR", "ANSWER: 0, AUTHORITY: 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+notcp", "+tcp"})
  void case_of_the_question_is_kept(String transport) {
    assertThat(dig(transport, "HoMe.ExAmPlE.oRg", "A"))
        .contains(";HoMe.ExAmPlE.oRg. IN A")
        .contains("HoMe.ExAmPlE.oRg. 60 IN A 192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+notcp", "+tcp"})
  void outside_its_zones_it_refuses(String transport) {
    assertThat(dig(transport, "www.example.com", "A")).contains("status: REFUSED", "ANSWER: 0");
    assertThat(dig(transport, "+recurse", "www.example.com", "A"))
        .contains("status: REFUSED")
        .doesNotContain(" ra;");
  }

  @Test
  void a_long_answer_is_cut_over_udp_and_whole_over_tcp() {
    assertThat(dig("+notcp", "+ignore", "home.example.org", "TXT"))
        .containsPattern("flags: qr aa tc;")
        .contains("udp: 1232");
    assertThat(dig("+notcp", "home.example.org", "TXT"))
        .contains("Truncated, retrying in TCP mode", "ANSWER: 6");
    assertThat(dig("+notcp", "+noedns", "+ignore", "home.example.org", "TXT"))
        .containsPattern("flags: qr aa tc;")
        .doesNotContain("EDNS");
  }

  @Test
  void unknown_version_of_edns_is_told_the_known_one() {
    assertThat(dig("+notcp", "+edns=1", "+noednsnegotiation", "home.example.org", "A"))
        .contains("status: BADVERS", "EDNS: version: 0");
  }
}
