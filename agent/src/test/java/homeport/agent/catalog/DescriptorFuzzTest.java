package homeport.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.kit.Mistakes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DescriptorFuzzTest {
  private static final List<String> FILES = List.of(file("dyndns"), file("noip"), file("changeip"));

  /** A cut and a piece pasted at two places of a real file. */
  record Damage(int file, int from, int length, String piece) {}

  @Property(tries = 800)
  void a_damaged_file_is_read_or_has_mistakes_but_never_breaks(@ForAll("damages") Damage damage) {
    String text = FILES.get(damage.file());
    int from = Math.min(damage.from(), text.length());
    int to = Math.min(from + damage.length(), text.length());
    String damaged = text.substring(0, from) + damage.piece() + text.substring(to);
    var mistakes = new Mistakes();
    Optional<Descriptor> read =
        DescriptorReader.read("x.yaml", damaged.getBytes(StandardCharsets.UTF_8), mistakes);
    assertThat(read.isPresent()).as(mistakes.toString()).isEqualTo(mistakes.none());
  }

  @Provide
  Arbitrary<Damage> damages() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                "",
                ":",
                "- ",
                "{",
                "}",
                "[",
                "\"",
                "'",
                "{hostname}",
                "{user}",
                "\n",
                "  ",
                "https:",
                "?",
                "&",
                "4xx",
                "(",
                "\\",
                "null",
                "0",
                "-1",
                "999999999999d",
                "@",
                "%zz",
                " "),
            Arbitraries.strings().ofMaxLength(5));
    return Arbitraries.integers()
        .between(0, 2)
        .flatMap(
            file ->
                Arbitraries.integers()
                    .between(0, FILES.get(file).length())
                    .withDistribution(net.jqwik.api.RandomDistribution.uniform())
                    .flatMap(
                        from ->
                            Arbitraries.integers()
                                .between(0, 30)
                                .flatMap(
                                    length -> pieces.map(p -> new Damage(file, from, length, p)))));
  }

  private static String file(String id) {
    try (InputStream in =
        Objects.requireNonNull(Catalog.class.getResourceAsStream("/providers/" + id + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
