package homeport.agent.provider;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for whatever a provider says. */
class RepliesPropertyTest {
  private static final Descriptor CUSTOM = Exchanges.plain();
  private static final Descriptor CHANGEIP = Exchanges.provider("changeip");

  @Property(tries = 2000)
  void every_change_has_an_outcome_and_nothing_else_has(
      @ForAll("bodies") String body,
      @ForAll("statuses") int status,
      @ForAll("names") String names) {
    List<Change> changes = Exchanges.puts(CUSTOM, names);
    assertThat(outcomes(CUSTOM, status, body, changes)).containsOnlyKeys(changes);
  }

  @Property(tries = 2000)
  void success_needs_a_line_that_begins_with_success(
      @ForAll("bodies") String body,
      @ForAll("statuses") int status,
      @ForAll("names") String names) {
    List<Change> changes = Exchanges.puts(CUSTOM, names);
    long successes =
        outcomes(CUSTOM, status, body, changes).values().stream()
            .filter(Outcome.Applied.class::isInstance)
            .count();
    long lines =
        body.lines()
            .filter(
                line ->
                    line.replace("\ufeff", "")
                        .strip()
                        .toLowerCase()
                        .matches("(good|nochg)([ \\t].*)?"))
            .count();
    boolean one = body.lines().filter(line -> !line.replace("\ufeff", "").isBlank()).count() == 1;
    if (status != 200 || lines == 0 || body.contains("<html>")) {
      assertThat(successes).isZero();
    } else if (!one) {
      assertThat(successes).isLessThanOrEqualTo(lines * 2);
    }
  }

  @Property(tries = 1000)
  void no_text_is_a_success_at_changeip_unless_it_begins_as_one(
      @ForAll("bodies") String body, @ForAll("statuses") int status) {
    var changes = Exchanges.puts(CHANGEIP, "a");
    assertThat(outcomes(CHANGEIP, status, body, changes).values())
        .noneMatch(Outcome.Applied.class::isInstance);
  }

  private static Map<Change, Outcome> outcomes(
      Descriptor descriptor, int status, String body, List<Change> changes) {
    return Exchanges.sendAll(
        Exchanges.with(descriptor, _ -> FakeHttp.answer(status, body)), changes);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("a", "a6", "a b", "a b c", "a6 b6", "a6 b6 c6");
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(200, 200, 200, 301, 401, 403, 429, 500);
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> words =
        Arbitraries.of(
            "good",
            "nochg",
            "good 192.0.2.1",
            "nochg 2001:db8::1",
            "nohost",
            "badauth",
            "911",
            " ",
            "good 127.0.0.1",
            "\n",
            "\r\n",
            "\n",
            "\n",
            "<html>",
            "192.0.2.1",
            ",",
            "\ufeff",
            "w5m",
            "\0");
    return Arbitraries.oneOf(words, words, Arbitraries.strings().ofMaxLength(6))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
