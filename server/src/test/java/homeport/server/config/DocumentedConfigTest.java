package homeport.server.config;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.kit.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documentation and the examples show can be loaded, and the reference names every key.
 */
class DocumentedConfigTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml server\\n(.*?)^```$");
  private static final String NEEDED = "data: data\nname-servers: ns1.example.net\n";

  @TempDir Path directory;

  @TestFactory
  List<DynamicTest> every_configuration_that_is_shown_can_be_loaded() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Path page : files(PROJECT.resolve("docs"), ".md")) {
      BLOCK
          .matcher(Files.readString(page))
          .results()
          .forEach(
              found ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          page + " at " + found.start(), () -> loads(found.group(1)))));
    }
    for (Path example : files(PROJECT.resolve("examples"), "server.yaml")) {
      String text = Files.readString(example);
      tests.add(DynamicTest.dynamicTest(example.toString(), () -> loads(text)));
    }
    assertThat(tests).hasSizeGreaterThan(2);
    return tests;
  }

  private void loads(String text) throws IOException {
    assertThat(mistakes(text)).isEmpty();
  }

  private List<homeport.kit.Mistake> mistakes(String text) throws IOException {
    var mistakes = new Mistakes();
    var config = ConfigReader.read(Files.writeString(directory.resolve("s.yaml"), text), mistakes);
    assertThat(config.isPresent()).isEqualTo(mistakes.none());
    return mistakes.list();
  }

  @Test
  void the_reference_names_every_key_at_the_top_and_no_other() throws IOException {
    assertThat(known(NEEDED + "qqqqqqqqqqqq: x\n")).isEqualTo(keys("## At the top"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http", "dns", "ttl", "limits"})
  void the_reference_names_every_key_of_a_section_and_no_other(String section) throws IOException {
    assertThat(known(NEEDED + section + ": {qqqqqqqqqqqq: x}\n"))
        .isEqualTo(keys("## `" + section + "`"));
  }

  /** A key that resembles none is answered with all that are known. */
  private Set<String> known(String text) throws IOException {
    String marker = "Use one of: ";
    String answer =
        mistakes(text).stream()
            .filter(mistake -> mistake.what().contains("qqqqqqqqqqqq"))
            .findFirst()
            .orElseThrow()
            .remedy();
    assertThat(answer).startsWith(marker);
    return new TreeSet<>(List.of(answer.substring(marker.length()).split(", ")));
  }

  private static Set<String> keys(String heading) throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/reference/config-server.md"));
    int from = page.indexOf(heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    int to = page.indexOf("\n## ", from + 1);
    return Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
        .matcher(page.substring(from, to < 0 ? page.length() : to))
        .results()
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }
}
