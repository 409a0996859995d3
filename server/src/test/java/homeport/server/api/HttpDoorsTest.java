package homeport.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.dns.Prefix;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDoorsTest {
  private static final String AGENT = "User-Agent: Example - Test - 1.0\r\n";
  private static final String LOGIN = HttpsPeer.basic(FakeLedger.USER, FakeLedger.PASSWORD);
  private static final String TARGET = "/nic/update?hostname=home.example.org&myip=192.0.2.1";

  @TempDir Path home;

  @Test
  void reflector_answers_in_its_three_forms() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer peer = doors.https()) {
      assertThat(peer.get("/ip", "").body()).isEqualTo("127.0.0.1\n");
      assertThat(peer.get("/ip?format=json", "").body()).isEqualTo("{\"ip\":\"127.0.0.1\"}\n");
      assertThat(peer.get("/ip", "Accept: application/json\r\n").headers().get("content-type"))
          .isEqualTo("application/json");
      for (String path : List.of("/", "/checkip")) {
        HttpsPeer.Answer classic = peer.get(path, "");
        assertThat(classic.body()).contains("Current IP Address: 127.0.0.1<");
        assertThat(classic.headers().get("content-type")).startsWith("text/html");
        assertThat(classic.headers().get("cache-control")).isEqualTo("no-store");
      }
      assertThat(peer.get("/elsewhere", "").status()).isEqualTo(404);
    }
  }

  @Test
  void other_methods_are_answered_and_the_connection_goes_on() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer peer = doors.https()) {
      assertThat(peer.ask("HEAD", "/ip", "", "").status()).isEqualTo(200);
      for (String method : List.of("OPTIONS", "TRACE")) {
        assertThat(peer.ask(method, "/ip", "", "").status()).as(method).isEqualTo(405);
        assertThat(peer.ask(method, "/nic/update", "", "").status()).as(method).isEqualTo(404);
      }
      assertThat(peer.ask("PUT", "/ip", "", "").status()).isEqualTo(404);
      assertThat(peer.ask("HEAD", "/nic/update", "", "").status()).isEqualTo(404);
      assertThat(peer.get("/ip", "").body()).isEqualTo("127.0.0.1\n");
    }
  }

  @Test
  void unknown_method_does_not_stop_others() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer odd = doors.https();
        HttpsPeer peer = doors.https()) {
      odd.send("BREW /ip HTTP/1.1\r\nHost: ddns\r\n\r\n");
      odd.readOne();
      assertThat(peer.get("/ip", "").body()).isEqualTo("127.0.0.1\n");
    }
  }

  @Test
  void plain_http_is_there_where_it_is_configured() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer peer = doors.http()) {
      assertThat(peer.get("/ip", "").body()).isEqualTo("127.0.0.1\n");
      assertThat(peer.get(TARGET, AGENT + LOGIN).body()).isEqualTo("good 192.0.2.1\n");
    }
  }

  @Test
  void forwarded_address_is_believed_from_a_configured_proxy_only() throws IOException {
    String forwarded = "X-Forwarded-For: 198.51.100.7\r\n";
    try (OpenDoors doors = new OpenDoors(home.resolve("a"));
        HttpsPeer peer = doors.https()) {
      assertThat(peer.get("/ip", forwarded).body()).isEqualTo("127.0.0.1\n");
    }
    try (OpenDoors doors = new OpenDoors(home.resolve("b"), Prefix.of("127.0.0.0/8"));
        HttpsPeer peer = doors.https()) {
      assertThat(peer.get("/ip", forwarded).body()).isEqualTo("198.51.100.7\n");
    }
  }

  @Test
  void one_connection_serves_many_requests() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer peer = doors.https()) {
      for (int i = 0; i < 200; i++) {
        assertThat(peer.get(TARGET, AGENT + LOGIN).body()).isEqualTo("good 192.0.2.1\n");
      }
    }
  }

  @Test
  void wrong_passwords_at_full_speed_do_not_slow_others() throws Exception {
    try (OpenDoors doors = new OpenDoors(home)) {
      AtomicBoolean done = new AtomicBoolean();
      List<Thread> attackers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        attackers.add(Thread.ofVirtual().start(() -> attack(doors, done)));
      }
      List<Long> millis = new ArrayList<>();
      try (HttpsPeer honest = doors.https()) {
        for (int i = 0; i < 200; i++) {
          Instant start = Instant.now();
          assertThat(honest.get(TARGET, AGENT + LOGIN).body()).isEqualTo("good 192.0.2.1\n");
          millis.add(Duration.between(start, Instant.now()).toMillis());
        }
      }
      done.set(true);
      doors.close();
      for (Thread attacker : attackers) {
        attacker.join();
      }
      millis.sort(null);
      assertThat(millis.get(100)).as("median of %s ms", millis).isLessThan(200);
    }
  }

  private static void attack(OpenDoors doors, AtomicBoolean done) {
    try (HttpsPeer peer = doors.https()) {
      while (!done.get()) {
        assertThat(peer.get(TARGET, AGENT + HttpsPeer.basic("u", "guess")).status()).isEqualTo(401);
      }
    } catch (IOException e) {
      assertThat(done).as("refused before the end: " + e).isTrue();
    }
  }

  @Test
  void half_a_request_is_ended() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer slow = doors.https()) {
      slow.send("GET /ip HTTP/1.1\r\nHost: ddns\r\nX-Slow: ");
      assertThat(slow.readOne()).isEqualTo(-1);
    }
  }

  @Test
  void form_that_is_cut_off_moves_nothing() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer cut = doors.http()) {
      cut.send(
          "POST /nic/update HTTP/1.1\r\nHost: ddns\r\nContent-Length: 100\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n"
              + AGENT
              + LOGIN
              + "\r\nhostname=home.example.org&myip=192.0.2.1");
      cut.endOutput();
      cut.readToEnd();
      assertThat(doors.ledger.updates).isEmpty();
    }
  }

  @Test
  void form_that_is_too_long_moves_nothing() throws IOException {
    String start = "hostname=home.example.org&x=";
    String end = "&myip=192.0.2.1";
    String form = start + "x".repeat(65_536 - start.length() - end.length()) + end;
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer cut = doors.http()) {
      cut.send(
          "POST /nic/update HTTP/1.1\r\nHost: ddns\r\nContent-Length: 65537\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n"
              + AGENT
              + LOGIN
              + "\r\n"
              + form
              + "0");
      cut.endOutput();
      cut.readToEnd();
      assertThat(doors.ledger.updates).isEmpty();
    }
  }

  @Test
  void head_that_is_cut_off_moves_nothing() throws IOException {
    try (OpenDoors doors = new OpenDoors(home);
        HttpsPeer cut = doors.http()) {
      cut.send("GET " + TARGET + " HTTP/1.1\r\nHost: ddns\r\n" + AGENT + LOGIN);
      cut.endOutput();
      cut.readToEnd();
      assertThat(doors.ledger.updates).isEmpty();
    }
  }

  @Test
  void clients_that_never_finish_the_handshake_do_not_stop_others() throws IOException {
    try (OpenDoors doors = new OpenDoors(home)) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        silent.add(new Socket("127.0.0.1", doors.doors.httpsPort()));
      }
      try (HttpsPeer honest = doors.https()) {
        assertThat(honest.get("/ip", "").status()).isEqualTo(200);
      }
      for (Socket socket : silent) {
        socket.setSoTimeout(15_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        socket.close();
      }
    }
  }

  @Test
  void port_in_use_is_told_with_address_and_port() throws IOException {
    try (OpenDoors doors = new OpenDoors(home)) {
      var taken = doors.doors.httpAddresses();
      HttpDoors second =
          new HttpDoors(
              new HttpDoorsSettings(List.of(), Optional.empty(), taken, List.of()),
              new FakeLedger(),
              Clock.systemUTC());
      assertThatThrownBy(second::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining("127.0.0.1 port " + taken.getFirst().getPort());
    }
  }
}
