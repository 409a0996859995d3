package homeport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for people hang together. */
class PagesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern HOLDER = Pattern.compile("`([a-z0-9]+/[A-Za-z0-9]+)#([a-z0-9_]+)`");
  private static final Set<String> AT_THE_TOP =
      Set.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE");

  @Test
  void every_link_to_a_page_or_folder_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(page + " -> " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_page_of_docs_is_on_the_map_or_on_the_map_of_decisions() throws IOException {
    Path docs = PROJECT.resolve("docs");
    String maps =
        Files.readString(docs.resolve("README.md"))
            + Files.readString(docs.resolve("decisions/README.md"));
    assertThat(pages())
        .filteredOn(page -> page.startsWith(docs) && !page.endsWith("README.md"))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(maps).contains(page.getFileName().toString() + ")"));
  }

  @Test
  void design_notes_open_with_when_to_read_and_decisions_end_with_doubt() throws IOException {
    for (Path page : pages()) {
      String text = Files.readString(page);
      switch (page.getParent().getFileName().toString()) {
        case "design" ->
            assertThat(text).as("%s", page).contains("**Read when**", "**Defines**", "**Does not");
        case "guide", "reference" -> assertThat(text).as("%s", page).contains("**Read when**");
        case "decisions" -> {
          if (!page.endsWith("README.md")) {
            assertThat(text)
                .as("%s", page)
                .contains("- Status: ", "- Date: ", "## Context", "## Decision")
                .contains("## Consequences", "## What would change our mind");
          }
        }
        default -> {}
      }
    }
  }

  @Test
  void every_test_that_holds_a_failure_off_exists() throws IOException {
    Map<String, String> tests = tests();
    List<MatchResult> named =
        HOLDER
            .matcher(Files.readString(PROJECT.resolve("docs/design/failures.md")))
            .results()
            .toList();
    assertThat(named)
        .hasSizeGreaterThan(80)
        .allSatisfy(
            test ->
                assertThat(tests.getOrDefault(test.group(1), ""))
                    .as(test.group())
                    .contains("void " + test.group(2) + "("));
  }

  /** The text of every test class, by module and name. */
  private static Map<String, String> tests() throws IOException {
    var tests = new HashMap<String, String>();
    for (String module : List.of("agent", "dns", "e2e", "kit", "server", "testkit")) {
      try (Stream<Path> all = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
        for (Path file : all.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          tests.merge(module + "/" + name, Files.readString(file), String::concat);
        }
      }
    }
    return tests;
  }

  @Test
  void the_readme_fits_one_screen_and_a_half() throws IOException {
    assertThat(Files.readAllLines(PROJECT.resolve("README.md"))).hasSizeLessThan(60);
  }

  @Test
  void every_message_that_is_explained_is_one_that_the_agent_says() throws IOException {
    String sources = sources("agent") + sources("kit") + sources("dns");
    String said = sources.replaceAll("\"\\s*\\+\\s*\"", "");
    List<String> explained =
        Pattern.compile("(?m)^\\| `([^`]+)` \\|")
            .matcher(Files.readString(PROJECT.resolve("docs/guide/troubleshooting.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(explained)
        .hasSizeGreaterThan(10)
        .allSatisfy(text -> assertThat(said).contains(text));
  }

  private static String sources(String module) throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> all = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
      for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : AT_THE_TOP) {
      assertThat(PROJECT.resolve(name)).exists();
      pages.add(PROJECT.resolve(name));
    }
    try (Stream<Path> all = Files.walk(PROJECT.resolve("docs"))) {
      all.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
