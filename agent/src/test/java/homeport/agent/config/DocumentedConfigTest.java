package homeport.agent.config;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation and the examples show can be loaded, and the reference names every key.
 */
class DocumentedConfigTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml agent\\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("(file:|ca: )(/\\S+)");
  private static final Pattern CREDENTIAL = Pattern.compile("credential:(\\w+)");

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
    assertThat(tests).hasSizeGreaterThan(2);
    for (Path example : files(PROJECT.resolve("examples"), "agent.yaml")) {
      String text = Files.readString(example);
      tests.add(DynamicTest.dynamicTest(example.toString(), () -> loads(text)));
    }
    return tests;
  }

  private void loads(String text) throws IOException {
    Loaded loaded = read(text);
    assertThat(loaded.mistakes()).isEmpty();
    assertThat(loaded.config().orElseThrow().hosts()).isNotEmpty();
  }

  /** The files and credentials that it names are made, elsewhere. */
  private Loaded read(String text) throws IOException {
    for (MatchResult found : FILE.matcher(text).results().toList()) {
      write(directory.resolve(found.group(2).substring(1)));
    }
    for (MatchResult found : CREDENTIAL.matcher(text).results().toList()) {
      write(directory.resolve(found.group(1)));
    }
    String moved = FILE.matcher(text).replaceAll("$1" + directory + "$2");
    var reader =
        new ConfigReader(
            new Catalog(),
            name -> name.equals("CREDENTIALS_DIRECTORY") ? directory.toString() : "from " + name);
    return reader.read("shown.yaml", moved);
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void the_reference_names_every_key_and_no_other() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/reference/config-agent.md"));
    Set<String> top = keys(page, "## At the top");
    Set<String> host = keys(page, "## A host");
    Set<String> own = keys(page, "## A provider of your own");
    assertThat(known("qqqqqqqqqqqq: x\nhosts: [{}]")).isEqualTo(top);
    assertThat(known("hosts: [{provider: noip, qqqqqqqqqqqq: x}]")).isEqualTo(host);
    Set<String> all = new TreeSet<>(host);
    all.addAll(own);
    assertThat(known("hosts: [{provider: custom, url: 'https://a.example/', qqqqqqqqqqqq: x}]"))
        .isEqualTo(all);
  }

  /** A key that resembles none is answered with all that are known. */
  private Set<String> known(String text) throws IOException {
    String marker = "Use one of: ";
    String answer =
        read(text).mistakes().stream()
            .filter(mistake -> mistake.what().contains("qqqqqqqqqqqq"))
            .findFirst()
            .orElseThrow()
            .remedy();
    assertThat(answer).startsWith(marker);
    return new TreeSet<>(List.of(answer.substring(marker.length()).split(", ")));
  }

  private static Set<String> keys(String page, String heading) {
    int from = page.indexOf(heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    int to = page.indexOf("\n## ", from + 1);
    return Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|")
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
