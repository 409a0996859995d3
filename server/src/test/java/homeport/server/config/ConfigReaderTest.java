package homeport.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Hostname;
import homeport.kit.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path directory;
  private final Mistakes mistakes = new Mistakes();

  private Optional<ServerConfig> read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("server.yaml"), text);
    return ConfigReader.read(file, mistakes);
  }

  @Test
  void two_lines_are_enough_and_listen_on_loopback_only() throws IOException {
    ServerConfig config = read("data: data\nname-servers: [ns1.example.net]\n").orElseThrow();
    assertThat(config.data()).isEqualTo(directory.resolve("data"));
    assertThat(config.https()).hasSize(1).allMatch(a -> a.getAddress().isLoopbackAddress());
    assertThat(config.dns()).hasSize(1).allMatch(a -> a.getAddress().isLoopbackAddress());
    assertThat(config.stun().listen())
        .hasSize(1)
        .allMatch(a -> a.getAddress().isLoopbackAddress() && a.getPort() == 3478);
    assertThat(config.stun().asked()).isFalse();
    assertThat(config.zones().mailbox()).isEqualTo(Hostname.of("hostmaster.example.net"));
    assertThat(config.zones().dynamicTtl()).isEqualTo(60);
    assertThat(config.certificate()).isEmpty();
  }

  @Test
  void stun_can_be_shut_and_nothing_but_off_shuts_it() throws IOException {
    String two = "data: data\nname-servers: [ns1.example.net]\n";
    assertThat(read(two + "stun: off\n").orElseThrow().stun().listen()).isEmpty();
    assertThat(read(two + "stun: of\n")).isEmpty();
    assertThat(mistakes.list()).singleElement().asString().contains("off");
  }

  @Test
  void everything_can_be_said() throws IOException {
    ServerConfig config =
        read("""
                data: /var/lib/homeport-server
                name-servers: [ns1.example.net, ns2.example.net]
                mailbox: dns@example.net
                https:
                  listen: ["192.0.2.1", "[2001:db8::1]:8443"]
                  certificate: chain.pem
                  key: key.pem
                http:
                  listen: 127.0.0.1:8080
                  trusted-proxies: [192.0.2.0/24]
                dns:
                  listen: 192.0.2.1
                stun:
                  listen: ["192.0.2.1", "[2001:db8::1]:3479"]
                ttl:
                  dynamic: 2m
                  zone: 1d
                  negative: 5m
                limits:
                  history: 5000
                  unchanged-per-hour: 50
                """)
            .orElseThrow();
    assertThat(config.https().getFirst().getPort()).isEqualTo(443);
    assertThat(config.stun().listen()).extracting(a -> a.getPort()).containsExactly(3478, 3479);
    assertThat(config.stun().asked()).isTrue();
    assertThat(config.https().getLast().getPort()).isEqualTo(8443);
    assertThat(config.dns().getFirst().getPort()).isEqualTo(53);
    assertThat(config.zones().mailbox()).isEqualTo(Hostname.of("dns.example.net"));
    assertThat(config.zones().negativeTtl()).as("no longer than addresses live").isEqualTo(120);
    assertThat(config.certificate().orElseThrow().chain())
        .isEqualTo(directory.resolve("chain.pem"));
    assertThat(config.history()).isEqualTo(5000);
  }

  @Test
  void every_mistake_is_said_at_once_with_its_place() throws IOException {
    assertThat(
            read(
                """
                name-servers: [ns1, "*.example.net"]
                https:
                  listen: somewhere:99
                  certificate: chain.pem
                ttl:
                  dynamic: 1s
                dsn:
                  listen: 127.0.0.1
                """))
        .isEmpty();
    String said = mistakes.toString();
    assertThat(mistakes.list()).hasSize(7);
    assertThat(said)
        .contains("\"data\" is missing")
        .contains("server.yaml:1:16: ")
        .contains("server.yaml:1:21: ")
        .contains("server.yaml:3:11: ")
        .contains("\"certificate\" and \"key\" belong together")
        .contains("server.yaml:6:12: ")
        .contains("The key \"dsn\" is not known here");
  }

  @Test
  void file_that_is_not_there_is_a_mistake() {
    assertThat(ConfigReader.read(directory.resolve("none.yaml"), mistakes)).isEmpty();
    assertThat(mistakes.toString()).contains("does not exist");
  }
}
