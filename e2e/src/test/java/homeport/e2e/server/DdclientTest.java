package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.e2e.server.RealServer.Login;
import homeport.testkit.lab.Dig;
import homeport.testkit.lab.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's ddclient, as it is installed, keeps names at the server. */
@Tag("e2e")
class DdclientTest {
  private static final String PROGRAM = "/usr/bin/ddclient";
  private static final String BOTH = "home.example.org,office.example.org";
  private static final String SIX = "six.example.org";
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir static Path house;
  private static RealServer server;
  private static Login login;
  private static Dig dig;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "ddclient is not installed");
    server = new RealServer(house).start();
    server.order("domain", "offer", "example.org");
    server.order("account", "add", "alice");
    server.order("hostname", "add", "alice", "home.example.org", "office.example.org", SIX);
    login = server.credential("alice");
    dig = server.dig();
  }

  @AfterAll
  static void shut() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void begin() {
    // By the other door, so that the tests of this one do not lean on it.
    for (var name : List.of("home.example.org", "office.example.org", SIX)) {
      server.order("hostname", "set", name, "192.0.2.250", "2001:db8::250");
    }
  }

  @Test
  void several_hosts_follow_and_the_other_family_stays() throws IOException {
    var said = ddclient(ipv4("192.0.2.1", login.password(), BOTH) + ipv6("2001:db8::1"));
    assertThat(said).contains("good 192.0.2.1").contains("good 2001:db8::1");
    assertThat(said).doesNotContain("FAILED");
    for (var name : BOTH.split(",")) {
      assertThat(dig.data(name, "A")).containsExactly("192.0.2.1");
      assertThat(dig.data(name, "AAAA")).containsExactly("2001:db8::250");
    }
    assertThat(dig.data(SIX, "AAAA")).containsExactly("2001:db8::1");
    assertThat(dig.data(SIX, "A")).containsExactly("192.0.2.250");
  }

  @Test
  void wrong_password_is_said_and_changes_nothing() throws IOException {
    var said = ddclient(ipv4("192.0.2.3", "wrong", BOTH));
    assertThat(said).containsIgnoringCase("badauth");
    assertThat(dig.data("home.example.org", "A")).containsExactly("192.0.2.250");
    assertThat(dig.data("office.example.org", "A")).containsExactly("192.0.2.250");
  }

  @Test
  void unchanged_address_is_not_sent_again_and_is_nochg_if_it_is() throws IOException {
    var entry = ipv4("192.0.2.4", login.password(), "home.example.org");
    ddclient(entry);
    var serial = dig.data("example.org", "SOA");
    assertThat(ddclient(entry)).doesNotContain("SENDING:");
    Files.delete(directory.resolve("cache"));
    assertThat(ddclient(entry)).contains("nochg 192.0.2.4");
    assertThat(dig.data("home.example.org", "A")).containsExactly("192.0.2.4");
    assertThat(dig.data("example.org", "SOA")).isEqualTo(serial);
  }

  @Test
  void server_of_another_authority_is_not_trusted() throws IOException {
    var entry = ipv4("192.0.2.5", login.password(), "home.example.org");
    assertThat(ddclient(entry.replaceFirst("ssl_ca_file=.*", "")))
        .containsIgnoringCase("certificate verify failed");
    assertThat(dig.data("home.example.org", "A")).containsExactly("192.0.2.250");
  }

  /** Several hosts in one entry. ddclient reads usev4 on a line of its own only. */
  private String ipv4(String address, String password, String names) throws IOException {
    return """
    ssl=yes
    ssl_ca_file=%s
    use=no, usev4=cmdv4, cmdv4=%s
    %s %s
    """
        .formatted(server.authority(), command("four", address), provider(password), names);
  }

  /** ddclient knows a hostname once, so another entry is for another one. */
  private static String ipv6(String address) {
    return "use=cmd, cmd=\"echo %s\", %s %s\n".formatted(address, provider(login.password()), SIX);
  }

  /** A command that prints the address. */
  private Path command(String name, String address) throws IOException {
    var command = directory.resolve(name);
    Files.writeString(command, "#!/bin/sh\necho " + address + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    return command;
  }

  private static String provider(String password) {
    // The password comes last: ddclient takes all that follows it, up to a space, as part of it.
    return "protocol=dyndns2, server=127.0.0.1:%d, login=%s, password=%s"
        .formatted(server.port("https"), login.user(), password);
  }

  /** Runs it once with its cache in the test's directory; returns all that it said. */
  private String ddclient(String configuration, String... options) throws IOException {
    var file = directory.resolve("ddclient.conf");
    Files.writeString(file, configuration);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var command =
        new ArrayList<>(
            List.of(PROGRAM, "-daemon=0", "-foreground", "-verbose", "-debug", "-noquiet"));
    command.addAll(List.of("-file", file.toString()));
    command.addAll(List.of("-cache", directory.resolve("cache").toString()));
    command.addAll(List.of(options));
    try (var running = Place.HERE.start(command)) {
      running.waitFor(LIMIT);
      return String.join("\n", running.lines());
    }
  }
}
