package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTextTest {
  private final Mistakes mistakes = new Mistakes();

  private ConfigMap map(String text) {
    return ConfigText.read("a.yaml", text, mistakes).orElseThrow().map().orElseThrow();
  }

  @Test
  void text_stays_as_it_was_written() {
    ConfigMap map = map("a: 007\nb: yes\nc: 1e5\nd: \"null\"\ne: 0x10\nf: ''\n");
    assertThat(map.entries().stream().map(e -> e.value().text()))
        .containsExactly(
            Optional.of("007"),
            Optional.of("yes"),
            Optional.of("1e5"),
            Optional.of("null"),
            Optional.of("0x10"),
            Optional.of(""));
    assertThat(mistakes.none()).isTrue();
  }

  @Test
  void every_mistake_is_collected_with_its_place_and_remedy() {
    ConfigMap map = map("hostname: *1\nintervall: 5m\nrefresh: 5 minutes\nport: 70000\nport: 1\n");
    assertThat(map.get("hostname").orElseThrow().text()).isEmpty();
    assertThat(map.get("interval")).isEmpty();
    map.get("refresh").orElseThrow().duration(Duration.ZERO, Duration.ofDays(1));
    map.get("port").orElseThrow().integer(1, 65535);
    map.need("user", "alice");
    map.done();
    assertThat(mistakes.list().stream().map(Mistake::toString))
        .containsExactly(
            "a.yaml:1:1: \"user\" is missing. Add a line such as \"user: alice\".",
            "a.yaml:1:11: A value that begins with * means an alias."
                + " Put the value in quotes, as in \"*.example.org\".",
            "a.yaml:2:1: The key \"intervall\" is not known here. Did you mean \"interval\"?",
            "a.yaml:3:10: \"5 minutes\" is not a duration. Write it as 30s, 5m, 2h or 28d.",
            "a.yaml:4:7: \"70000\" is not a number that can stand here."
                + " Write a whole number from 1 to 65535.",
            "a.yaml:5:1: The key \"port\" is written twice, first in line 4."
                + " Keep one of the two.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "^a: @x^ | 1:4 | quotes",
        "^a: `x`^ | 1:4 | quotes",
        "^a: %x^ | 1:4 | quotes",
        "^a: !x y^ | 1:4 | quotes",
        "^a: &x y^ | 1:4 | quotes",
        "^a: *x^ | 1:4 | quotes",
        "^a: *.example.org^ | 1:4 | quotes",
        "^a: [b, &.example]^ | 1:8 | quotes",
        "^a: 'x^ | 1:6 | Close",
        "^a: \"\\q\"^ | 1:6 | single quotes",
        "^a: {x^ | 1:6 | quotes",
        "^a: [x^ | 1:6 | quotes",
        "^a: b: c^ | 1:5 | quotes",
        "^a: 1\\n  b: 2^ | 2:4 | indentation",
        "^a: 1\\n\\tb: 2^ | 2:1 | spaces",
        "^a:\\n\\t- b^ | 2:1 | spaces",
        "^a: 1\\n b^ | 2:1 | NONE",
        "^a: 1\\nb\\nc: 2^ | 3:1 | colon",
        "^a: 1\\n---\\nb: 2^ | 2:1 | one document",
        "^a: \\u0007^ | 1:4 | Remove",
        "^^ | 1:1 | key: value",
        "^# only a comment^ | 1:1 | key: value",
        "^? [x]\\n: y^ | 1:3 | key: value",
      })
  void broken_yaml_says_where_and_what_to_do(String text, String place, String remedy) {
    String raw = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");
    ConfigText.read("f", raw, mistakes);
    if (remedy.equals("NONE")) {
      assertThat(mistakes.list()).isEmpty();
      return;
    }
    assertThat(mistakes.toString()).startsWith("f:" + place + ": ").contains(remedy);
  }

  @Test
  void no_syntax_mistake_repeats_a_password() {
    for (String password :
        new String[] {
          "!s3cret!x",
          "\"s3cret\\q",
          "'s3cret",
          "{s3cret",
          "@s3cret",
          "*s3cret",
          "&s3cret",
          "a: s3cret",
          "%s3cret",
          "|s3cret",
          ">s3cret",
          "\"\\s3cret\"",
          "!<s3cret"
        }) {
      ConfigText.read("f", "password: " + password + "\n", mistakes);
    }
    assertThat(mistakes.count()).isGreaterThanOrEqualTo(13);
    assertThat(mistakes.toString()).doesNotContain("s3cret").doesNotContain("3cret");
  }

  @Test
  void bytes_that_are_not_utf8_have_a_place() {
    byte[] bytes = "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ConfigText.read("f", bytes, mistakes)).isEmpty();
    assertThat(mistakes.toString()).startsWith("f:2:4: A character is not in UTF-8");
  }

  @Test
  void a_huge_text_is_refused_unread() {
    assertThat(ConfigText.read("f", new byte[10_000_000], mistakes)).isEmpty();
    assertThat(mistakes.toString()).contains("larger than");
  }

  @Test
  void a_million_brackets_do_not_break_the_stack() {
    assertThat(ConfigText.read("f", "[".repeat(1_000_000), mistakes)).isEmpty();
    assertThat(mistakes.toString()).contains("nests deeper");
  }

  @Test
  void an_alias_bomb_is_a_few_mistakes() {
    ConfigText.read("f", "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n", mistakes);
    assertThat(mistakes.count()).isEqualTo(6);
  }

  @Test
  void a_missing_file_and_a_directory_are_mistakes() {
    assertThat(ConfigText.read(Path.of("/does/not/exist"), mistakes)).isEmpty();
    assertThat(ConfigText.read(Path.of("/"), mistakes)).isEmpty();
    assertThat(mistakes.count()).isEqualTo(2);
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_fine() {
    ConfigMap map = map("\ufeffa: 1\r\nb: 2\r\n");
    assertThat(map.get("b").orElseThrow().text()).contains("2");
    assertThat(map.get("b").orElseThrow().place()).isEqualTo(new Place("a.yaml", 2, 4));
  }

  @Test
  void a_comment_behind_an_unquoted_secret_is_warned_about() {
    ConfigMap map = map("a: pass #word\nb: \"pass #word\"\nc: env:X # fine\nd: pass#word\n");
    map.entries().forEach(entry -> entry.value().secret());
    assertThat(mistakes.none()).isTrue();
    assertThat(mistakes.warnings()).hasSize(1);
    assertThat(mistakes.warnings().getFirst().place().line()).isEqualTo(1);
  }

  @Test
  void garbage_is_a_mistake_and_never_an_exception() {
    var random = RandomGenerator.of("L64X128MixRandom");
    String alphabet = "ab:- \n\n  {}[],\"'#&*!|>%@`?\t\r\\\u0000\u0085\u2028é\ud800😀\ufeff0~<";
    for (int round = 0; round < 30_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var found = new Mistakes();
      Optional<ConfigNode> root = ConfigText.read("f", text.toString(), found);
      assertThat(root.isPresent() || !found.none()).isTrue();
    }
  }
}
