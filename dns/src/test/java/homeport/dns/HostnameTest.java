package homeport.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostnameTest {

  @ParameterizedTest
  @CsvSource({
    "home.example.org, home.example.org",
    "HOME.Example.ORG, home.example.org",
    "home.example.org., home.example.org",
    "*.example.org, *.example.org",
    "_acme-challenge.home.example.org, _acme-challenge.home.example.org",
    "1.2.0.192.in-addr.arpa, 1.2.0.192.in-addr.arpa",
    "3com.example.org, 3com.example.org",
    "a--b.example.org, a--b.example.org",
    "bücher.example.org, xn--bcher-kva.example.org",
    "*.bücher.example.org, *.xn--bcher-kva.example.org",
    "BÜCHER.example.org, xn--bcher-kva.example.org",
    "home。example。org, home.example.org", // RFC 3490, 3.1: the ideographic full stop
  })
  void a_good_name_is_read_and_made_normal(String raw, String text) throws BadHostname {
    assertThat(Hostname.parse(raw)).hasToString(text);
    assertThat(Hostname.parse(text)).isEqualTo(Hostname.parse(raw));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of(".", "is empty"),
        Arguments.of("home..org", "empty label"),
        Arguments.of(".example.org", "empty label"),
        Arguments.of("example.org..", "empty label"),
        Arguments.of("home example.org", "no hostname may have: U+0020"),
        Arguments.of(" home.example.org", "no hostname may have: U+0020"),
        Arguments.of("home.example.org\n", "no hostname may have: U+000A"),
        Arguments.of("home.example.org\u0000", "no hostname may have: U+0000"),
        Arguments.of("home.example.org:443", "no hostname may have: ':'"),
        Arguments.of("https://home.example.org", "no hostname may have: ':'"),
        Arguments.of("user@example.org", "no hostname may have: '@'"),
        Arguments.of("home.example.org/nic", "no hostname may have: '/'"),
        Arguments.of("a.example.org,b.example.org", "no hostname may have: ','"),
        Arguments.of("home\\.example.org", "no hostname may have: '\\'"),
        Arguments.of("-home.example.org", "starts or ends with a hyphen"),
        Arguments.of("home-.example.org", "starts or ends with a hyphen"),
        Arguments.of("*", "* only as its whole first label"),
        Arguments.of("home.*.org", "* only as its whole first label"),
        Arguments.of("*home.example.org", "* only as its whole first label"),
        Arguments.of("*.*.example.org", "* only as its whole first label"),
        Arguments.of("a".repeat(64) + ".example.org", "label longer than 63"),
        Arguments.of("ü".repeat(63) + ".example.org", "no international name"),
        Arguments.of("a.".repeat(126) + "org", "longer than 253"),
        Arguments.of("a.".repeat(100_000) + "org", "longer than 253"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String raw, String why) {
    assertThatThrownBy(() -> Hostname.parse(raw))
        .isInstanceOf(BadHostname.class)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> Hostname.of(raw))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "home, is not complete",
    "org., is not complete",
    "192.0.2.1, is an address",
    "home.example.7, ends in a number",
  })
  void a_name_on_its_own_needs_a_domain_of_letters(String raw, String why) throws BadHostname {
    assertThatThrownBy(() -> Hostname.parse(raw))
        .isInstanceOf(BadHostname.class)
        .hasMessageContaining(why);
    assertThat(Hostname.parseAnyDepth(raw)).isNotNull(); // a zone or a label may be such
  }

  @Test
  void the_longest_names_are_names() throws BadHostname {
    String label = "a".repeat(63);
    String name = String.join(".", label, label, label, "a".repeat(61));
    assertThat(name).hasSize(253);
    assertThat(Hostname.parse(name).labels()).hasSize(4);
    assertThatThrownBy(() -> Hostname.parse("a" + name)).isInstanceOf(BadHostname.class);
  }

  /** The message goes to logs and replies, and the name came from outside. */
  @Property
  void the_reason_is_one_line_of_bearable_length(@ForAll @StringLength(max = 2000) String raw) {
    var problem = catchThrowableOfType(BadHostname.class, () -> Hostname.parse(raw));
    if (problem != null) {
      assertThat(problem.getMessage().chars()).noneMatch(Character::isISOControl);
      assertThat(problem.getMessage()).hasSizeLessThan(400);
    }
  }

  @Property
  void letters_differ_in_case_only_on_paper(
      @ForAll @AlphaChars @NumericChars @Chars('_') @NotEmpty @StringLength(max = 63) String label)
      throws BadHostname {
    Hostname lower = Hostname.parse(label.toLowerCase(Locale.ROOT) + ".example.org");
    Hostname upper = Hostname.parse(label.toUpperCase(Locale.ROOT) + ".EXAMPLE.ORG");
    assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).hasToString(lower.toString());
    assertThat(upper).isEqualByComparingTo(lower);
  }

  @Test
  void below_means_by_whole_labels() {
    Hostname zone = Hostname.of("example.org");
    assertThat(Hostname.of("home.example.org").isBelow(zone)).isTrue();
    assertThat(Hostname.of("a.b.example.org").isBelow(zone)).isTrue();
    assertThat(Hostname.of("*.example.org").isBelow(zone)).isTrue();
    assertThat(zone.isBelow(zone)).isFalse();
    assertThat(Hostname.of("notexample.org").isBelow(zone)).isFalse();
    assertThat(zone.isBelow(Hostname.of("home.example.org"))).isFalse();
  }

  @Test
  void a_name_knows_its_labels_and_its_parent() {
    Hostname name = Hostname.of("*.home.example.org");
    assertThat(name.labels()).isEqualTo(List.of("*", "home", "example", "org"));
    assertThat(name.isWildcard()).isTrue();
    assertThat(name.parent()).isEqualTo(Hostname.of("home.example.org"));
    assertThat(name.parent().isWildcard()).isFalse();
    assertThatThrownBy(() -> Hostname.of("org").parent()).hasMessageContaining("org");
  }
}
