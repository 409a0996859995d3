package homeport.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.SourceSetting.Dns;
import homeport.agent.config.SourceSetting.Dns.Form;
import homeport.agent.config.SourceSetting.Router.Protocol;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {
  private static final String HOSTS =
      """

      hosts:
        - {hostname: home.example.org, provider: noip, user: alice, password: s3cret-pass,
           address: detected, families: ipv4}
      """;

  @TempDir Path directory;

  private final ConfigReader reader =
      new ConfigReader(new Catalog(), Map.<String, String>of()::get);

  private Loaded read(String top) {
    return reader.read("a.yaml", "contact: admin@company.example\n" + top + HOSTS);
  }

  private List<SourceSetting> sources(String list) {
    Loaded loaded = read("sources: " + list);
    assertThat(loaded.mistakes()).isEmpty();
    return loaded.config().orElseThrow().sources();
  }

  @Test
  void every_form_of_a_source_is_taken_in_its_order() throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
    String list =
        """

          - https://icanhazip.com/
          - {url: "https://ip.example.org/mine", ca: %s}
          - dns://208.67.222.222/myip.opendns.com
          - dns://ns1.example.net:5353/whoami.example.net?type=TXT
          - dns://[2606:4700:4700::1111]/whoami.cloudflare?type=TXT&class=CH
          - stun://stun.example.org
          - stun:[2001:db8::1]:19302
          - router
          - {router: nat-pmp}
          - fritzbox
          - {fritzbox: "http://192.168.178.1:49000/"}
          - {file: /run/public-address}
          - {command: [/usr/local/bin/my-address, "-4", "two words"]}
          - {static: 198.51.100.7}
        """
            .formatted(ca);
    assertThat(sources(list))
        .containsExactly(
            new SourceSetting.Https(URI.create("https://icanhazip.com/"), Optional.empty()),
            new SourceSetting.Https(URI.create("https://ip.example.org/mine"), Optional.of(ca)),
            new Dns("208.67.222.222", 53, Hostname.of("myip.opendns.com"), Form.ADDRESS),
            new Dns("ns1.example.net", 5353, Hostname.of("whoami.example.net"), Form.TXT),
            new Dns("2606:4700:4700::1111", 53, Hostname.of("whoami.cloudflare"), Form.CHAOS_TXT),
            new SourceSetting.Stun("stun.example.org", 3478),
            new SourceSetting.Stun("2001:db8::1", 19302),
            new SourceSetting.Router(Set.of(Protocol.PCP, Protocol.NAT_PMP, Protocol.UPNP)),
            new SourceSetting.Router(Set.of(Protocol.NAT_PMP)),
            new SourceSetting.Fritzbox(Optional.empty()),
            new SourceSetting.Fritzbox(Optional.of(URI.create("http://192.168.178.1:49000"))),
            new SourceSetting.File(Path.of("/run/public-address")),
            new SourceSetting.Command(List.of("/usr/local/bin/my-address", "-4", "two words")),
            new SourceSetting.Static(IpAddress.of("198.51.100.7")));
    assertThat(read("sources: " + list).files()).containsExactly(ca);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns://208.67.222.222/myip.opendns.com",
        "dns://[2001:db8::1]:5353/whoami.example.net?type=TXT&class=CH",
        "stun://stun.example.org",
        "stun://[2001:db8::1]:19302",
        "https://ip.example.org/",
        "router"
      })
  void a_source_is_written_as_it_was_read(String text) {
    assertThat(sources("[static: 198.51.100.7, \"" + text + "\"]").getLast()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "router",
        "fritzbox",
        "[{static: 198.51.100.7}]",
        "{file: /run/address}",
        "{command: /bin/address}"
      })
  void one_local_source_alone_is_fine(String list) {
    assertThat(sources(list)).hasSize(1);
  }

  @Test
  void the_usual_sources_are_of_different_operators() throws Exception {
    List<SourceSetting> usual = read("").config().orElseThrow().sources();
    assertThat(usual.stream().map(SourceSetting::operator).distinct().count())
        .isGreaterThanOrEqualTo(6);
    String reference = Files.readString(Path.of("../docs/reference/config-agent.md"));
    assertThat(usual)
        .as("as the reference says")
        .allSatisfy(
            source ->
                assertThat(reference)
                    .contains(source.toString().replaceFirst("^dns://(\\[.*]).*", "`$1`")));
  }

  @Test
  void the_arguments_of_a_command_are_not_shown() {
    var command = new SourceSetting.Command(List.of("/bin/ask", "--password=s3cret"));
    assertThat(command.toString() + command.operator()).doesNotContain("s3cret");
  }

  /** What is written, where the mistake is, a piece of the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reflectors: [https://a.example/, https://b.example/] | 2:1 | is called \"sources\" now",
        "sources: [https://a.example/] | 2:10 | of different operators",
        "sources: https://a.example/ | 2:10 | of different operators",
        "sources: [https://4.a.example/, https://6.a.example/] | 2:10 | of different operators",
        "sources: [stun://s.example.co.uk, https://ip.example.co.uk/] | 2:10 | different operators",
        "sources: [router, a] | 2:19 | \"a\" is no address source",
        "sources: [] | 2:10 | no value",
        "sources: [router, router] | 2:19 | twice",
        "sources: [https:///] | 2:11 | ",
        "sources: [router, 'https://u:p@a.example/'] | 2:19 | not the URL",
        "sources: [router, 'dns://192.0.2.1/'] | 2:19 | a name to ask it for",
        "sources: [router, 'dns://192.0.2.1/a..b'] | 2:19 | empty label",
        "sources: [router, 'dns://192.0.2.1/a.example?type=MX'] | 2:19 | After ?",
        "sources: [router, 'dns://192.0.2.1:0/a.example'] | 2:19 | no port 0",
        "sources: [router, 'stun://a.example:70000'] | 2:19 | no port 70000",
        "sources: [router, 'stun://a.example/x'] | 2:19 | not the address of a STUN server",
        "sources: {router: upnpp} | 2:19 | mean \"upnp\"?",
        "sources: {fritzbox: 'http://192.168.178.1:49000/tr064'} | 2:21 | Only scheme",
        "sources: {file: address.txt} | 2:17 | not a whole path",
        "sources: {command: my-address} | 2:20 | not a whole path",
        "sources: {command: ['my-address -4']} | 2:21 | not a whole path",
        "sources: {command: []} | 2:20 | no value",
        "sources: {static: home.example.org} | 2:19 | not an address",
        "sources: {file: /a, static: 192.0.2.1} | 2:10 | of one kind",
        "sources: {files: /a} | 2:11 | mean \"file\"?",
        "sources: {file: /a, ca: /b} | 2:21 | not known",
        "sources: {url: 'https://a.example/', ca: ca.pem} | 2:42 | whole path",
      })
  void a_mistake_has_its_place_and_a_remedy(String top, String place, String sentence) {
    Loaded loaded = read(top);
    assertThat(loaded.config()).isEmpty();
    assertThat(loaded.mistakes().stream().map(Object::toString).toList())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("a.yaml:" + place + ": ")
                    .contains(sentence == null ? "" : sentence));
    assertThat(loaded.mistakes()).allSatisfy(m -> assertThat(m.remedy()).isNotBlank());
  }

  @Test
  void a_web_source_without_tls_is_warned_about() {
    Loaded loaded = read("sources: [http://a.example/, https://b.example/]");
    assertThat(loaded.mistakes()).isEmpty();
    assertThat(loaded.warnings()).hasSize(1);
    assertThat(loaded.warnings().getFirst().toString()).startsWith("a.yaml:2:11: http:");
  }
}
