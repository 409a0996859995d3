package homeport.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.AddressFamily;
import homeport.kit.ConfigText;
import homeport.kit.Mistake;
import homeport.kit.Mistakes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptorReaderTest {
  private static final String GOOD =
      """
      id: example
      name: Example
      docs: https://www.example.org/api
      checked: 2026-11-21
      confidence: documented
      dialect: http
      url: https://dyndns.example.org/update?h={hostname}&a={ipv4}
      families: ipv4
      replies:
        - {status: 200, body: '^ok', means: changed}
      examples:
        - update: home.example.org
          with: 192.0.2.1
          request: GET https://dyndns.example.org/update?h=home.example.org&a=192.0.2.1
          reply: ok
          means: changed
        - update: home.example.org
          with: 192.0.2.1
          request: GET https://dyndns.example.org/update?h=home.example.org&a=192.0.2.1
          status: 401
          reply: no
          means: credentials
      """;

  @Test
  void a_small_file_is_enough() {
    var mistakes = new Mistakes();
    Descriptor read = read(GOOD, mistakes).orElseThrow(() -> new AssertionError(mistakes));
    assertThat(read.families()).containsExactly(AddressFamily.IPV4);
    assertThat(read.names().perRequest()).isEqualTo(1);
    assertThat(read.interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(read.refresh()).isEmpty();
    assertThat(read.examples()).hasSize(2);
  }

  @Test
  void the_file_in_the_documentation_is_without_mistakes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "provider-files.md"));
    String file = page.split("```yaml\n")[1].split("```")[0];
    var mistakes = new Mistakes();
    assertThat(read(file, mistakes)).as(mistakes.toString()).isPresent();
    for (Meaning meaning : Meaning.values()) {
      assertThat(page).contains("`" + meaning + "`");
    }
    for (Slot slot : Slot.values()) {
      assertThat(page).contains("`" + slot + "`");
    }
  }

  @Test
  void every_mistake_is_named_with_line_and_column() {
    expect(replaced("{hostname}", "{host}"), 7, 6, "{host} is not a slot");
    expect(replaced("url: https:", "url: http:"), 7, 6, "unprotected");
    expect(replaced("&a={ipv4}\n", "\n"), 7, 6, "the provider would guess it");
    expect(replaced("&a={ipv4}\n", "&a={ipv4}&p={password}\n"), 7, 6, "where others can read it");
    expect(replaced("dyndns.example.org/update", "{hostname}/update"), 7, 6, "must be plain");
    expect(replaced("dyndns.example.org/update", "me:pw@example.org/update"), 7, 6, "plain");
    expect(replaced("families: ipv4", "families: [ipv4, ipv6]"), 1, 1, "IPv6 is among");
    expect(replaced("dialect: http", "dialect: dyndns3"), 6, 10, "not known here");
    expect(replaced("'^ok'", "'^(ok'"), 10, 25, "regular expression");
    expect(replaced("means: changed}", "means: fine}"), 10, 39, "not known here");
    expect(replaced("status: 200", "status: 2000"), 10, 14, "not a status");
    expect(replaced("status: 401", "status: 4x1"), 20, 13, "not a number");
    expect(replaced("means: credentials", "means: changed"), 12, 3, "lack a success or a refusal");
    expect(replaced("checked: 2026-11-21", "checked: today"), 4, 10, "not a date");
    expect(replaced("name: Example", "nam: Example"), 2, 1, "\"nam\" is not known");
    expect(replaced("docs: https:", "docs: ftp:"), 3, 7, "https://");
  }

  @Test
  void slots_are_filled_in_one_pass() {
    Template template = Template.parse("u={user}&p={password}&h={hostname}");
    assertThat(
            template.fill(
                Map.of(
                    Slot.USER, "{password}", Slot.PASSWORD, "{hostname}$1\\", Slot.HOSTNAME, "h")))
        .contains("u={password}&p={hostname}$1\\&h=h");
    assertThat(template.fill(Map.of(Slot.USER, "x"))).isEmpty();
  }

  @Test
  void a_custom_provider_needs_only_a_url() {
    var mistakes = new Mistakes();
    Descriptor custom = custom("url: https://dns.example.org:8443/nic/update\n", mistakes);
    assertThat(mistakes.none()).isTrue();
    assertThat(mistakes.warnings()).isEmpty();
    assertThat(custom.id()).isEqualTo("custom@dns.example.org:8443");
    assertThat(custom.names().perRequest()).isEqualTo(20);
    assertThat(custom.families()).containsExactlyInAnyOrder(AddressFamily.values());
    assertThat(custom.request().fillQuery(Map.of(Slot.HOSTNAMES, "h", Slot.ADDRESSES, "a")))
        .isEqualTo("hostname=h&myip=a");
  }

  @Test
  void a_custom_provider_may_have_no_minimum_and_no_encryption_but_is_warned() {
    var mistakes = new Mistakes();
    Descriptor custom =
        custom("url: http://dns.example.org/nic/update\nminimum-interval: 0\n", mistakes);
    assertThat(custom.interval()).isEqualTo(Duration.ZERO);
    assertThat(mistakes.warnings()).singleElement().asString().startsWith("host:1:6: http:");
  }

  private static Descriptor custom(String text, Mistakes mistakes) {
    return ConfigText.read("host", text, mistakes)
        .flatMap(node -> node.map())
        .flatMap(Custom::read)
        .orElseThrow(() -> new AssertionError(mistakes));
  }

  private static void expect(String text, int line, int column, String what) {
    var mistakes = new Mistakes();
    assertThat(read(text, mistakes)).as(what).isEmpty();
    assertThat(mistakes.list())
        .as(what + ": " + mistakes)
        .anySatisfy(
            mistake -> {
              assertThat(mistake.what() + mistake.remedy()).contains(what);
              assertThat(mistake.place().line()).isEqualTo(line);
              assertThat(mistake.place().column()).isEqualTo(column);
            });
    assertThat(mistakes.list()).extracting(Mistake::remedy).doesNotContain("");
  }

  private static String replaced(String from, String to) {
    assertThat(GOOD).contains(from);
    return GOOD.replace(from, to);
  }

  private static Optional<Descriptor> read(String text, Mistakes mistakes) {
    return DescriptorReader.read("example.yaml", text.getBytes(StandardCharsets.UTF_8), mistakes);
  }
}
