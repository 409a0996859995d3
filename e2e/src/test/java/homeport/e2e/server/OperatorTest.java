package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.testkit.lab.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's day with the real program, as the guide has it, and what goes wrong in it. */
@Tag("e2e")
class OperatorTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path directory;
  private RealServer server;

  @BeforeEach
  void begin() {
    server = new RealServer(directory);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void from_nothing_to_an_answer_that_survives_a_restart() throws IOException {
    server.start();
    assertThat(server.order("domain", "offer", "example.org")).contains("example.org");
    server.order("account", "add", "alice");
    assertThat(server.order("hostname", "add", "alice", "fw.example.org", "nas.example.org"))
        .contains("fw.example.org", "nas.example.org");
    var login = server.credential("alice");
    try (var client = server.secure(login)) {
      assertThat(client.update("hostname=fw.example.org&myip=192.0.2.1").lines())
          .containsExactly("good 192.0.2.1");
    }
    assertThat(server.order("hostname", "list")).contains("fw.example.org  192.0.2.1");
    assertThat(server.order("history", "fw.example.org")).contains("192.0.2.1");
    server.stop();
    assertThat(server.process().lines()).contains("stopping");

    // Commands without a running server change what the next one serves.
    server.order("hostname", "set", "nas.example.org", "192.0.2.2");
    assertThat(server.order("credential", "list")).contains(login.user());
    server.start();
    assertThat(server.dig().data("fw.example.org", "A")).containsExactly("192.0.2.1");
    assertThat(server.dig().data("nas.example.org", "A")).containsExactly("192.0.2.2");
    try (var client = server.secure(login)) {
      assertThat(client.update("hostname=fw.example.org&myip=192.0.2.1").lines())
          .containsExactly("nochg 192.0.2.1");
    }
  }

  @Test
  void a_list_with_a_mistake_adds_nothing_and_says_which_name_it_is() {
    server.order("domain", "offer", "example.org");
    server.order("account", "add", "alice");
    var said = server.type("hostname", "add", "alice", "fw.example.org", "mail.example.org");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text()).contains("mail.example.org is reserved");
    assertThat(server.order("hostname", "list")).isEqualTo("no hostnames");
    assertThat(server.type("hostname", "add", "bob", "fw.example.org").text())
        .contains("there is no account \"bob\"")
        .contains("account list");
  }

  @Test
  void serial_goes_on_when_a_domain_is_removed_and_made_again() {
    server.start();
    server.order("domain", "offer", "example.org");
    server.order("account", "add", "alice");
    server.order("hostname", "add", "alice", "fw.example.org");
    server.order("hostname", "set", "fw.example.org", "192.0.2.1");
    server.order("hostname", "set", "fw.example.org", "192.0.2.2");
    var before = serial();
    server.order("domain", "remove", "example.org", "--with-hostnames");
    assertThat(server.dig().all("fw.example.org", "A")).contains("status: REFUSED");
    server.kill();
    server.start();
    server.order("domain", "offer", "example.org");
    assertThat(serial()).isGreaterThan(before);
  }

  private long serial() {
    return Long.parseLong(server.dig().data("example.org", "SOA").getFirst().split(" ")[2]);
  }

  @Test
  void second_server_on_the_same_data_is_refused() {
    server.start();
    try (var second = server.launch()) {
      assertThat(second.waitFor(LIMIT)).isEqualTo(1);
      assertThat(second.lines()).hasSize(1);
      assertThat(second.tail()).contains("another homeport-server uses").contains("stop it first");
    }
    assertThat(server.dig().all("example.org", "SOA")).contains("status: REFUSED");
  }

  @Test
  void ports_that_are_taken_are_said_in_one_line() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var port = taken.getLocalPort();
      for (var protocol : new String[] {"https:", "dns:"}) {
        Files.writeString(
            server.config(),
            RealServer.CONFIG.replace(
                protocol + "\n  listen: 127.0.0.1:0", protocol + "\n  listen: 127.0.0.1:" + port));
        try (var refused = server.launch()) {
          assertThat(refused.waitFor(LIMIT)).isEqualTo(1);
          assertThat(refused.lines()).as(refused.tail()).hasSize(1);
          assertThat(refused.tail()).contains("127.0.0.1 port " + port + ": ");
        }
      }
    }
  }

  @Test
  void mistakes_in_the_configuration_are_all_said_with_place_and_remedy() throws IOException {
    Files.writeString(
        server.config(),
        """
        data: data
        name-servers: [ns1]
        https:
          listen: localhost
        dnss:
          listen: 127.0.0.1:53
        """);
    try (Running refused = server.launch()) {
      assertThat(refused.waitFor(LIMIT)).isEqualTo(2);
      var file = server.config().toString();
      assertThat(refused.tail()).contains(file + ":2:16: ");
      assertThat(refused.tail()).contains(file + ":4:11: ").contains("Write an address");
      assertThat(refused.tail()).contains(file + ":5:1: ").contains("\"dns\"");
    }
    assertThat(directory.resolve("data")).doesNotExist();
    Files.delete(server.config());
    assertThat(server.type("check").status()).isEqualTo(2);
  }
}
