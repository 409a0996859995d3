package homeport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which module may require which, and what holds for all of them. */
class ModulesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern REQUIRES =
      Pattern.compile("requires (?:static |transitive )*homeport\\.(\\w+);");
  private static final Map<String, Set<String>> MAY_REQUIRE =
      Map.of(
          "dns", Set.of(),
          "kit", Set.of(),
          "agent", Set.of("dns", "kit"),
          "server", Set.of("dns", "kit"),
          "testkit", Set.of("dns"));
  private static final Set<String> SEES_ALL = Set.of("e2e", "bench");

  @Test
  void a_module_requires_only_what_the_design_allows() throws IOException {
    Map<String, String> modules = modules();
    assertThat(modules).containsKeys(MAY_REQUIRE.keySet().toArray(String[]::new));
    modules.forEach(
        (name, text) -> {
          if (!SEES_ALL.contains(name)) {
            assertThat(MAY_REQUIRE).containsKey(name);
            assertThat(required(text)).as(name).isSubsetOf(MAY_REQUIRE.get(name));
          }
        });
  }

  @Test
  void every_module_is_null_marked() throws IOException {
    modules()
        .forEach(
            (name, text) -> assertThat(text).as(name).containsPattern("@(\\w+\\.)*NullMarked"));
  }

  @Test
  void what_both_programs_say_about_dns_needs_no_clock_socket_or_file() {
    House dns = House.at("homeport.dns", PROJECT.resolve("dns/target/classes"), sources("dns"));
    assertThat(dns.impurities(Set.of("root", "dyndns2"))).isEmpty();
    assertThat(dns.roomsWithoutSentence()).isEmpty();
  }

  private static Set<String> required(String moduleInfo) {
    return REQUIRES
        .matcher(moduleInfo)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> modules() throws IOException {
    Map<String, String> modules = new TreeMap<>();
    for (Path folder : folders()) {
      Path file = folder.resolve("src/main/java/module-info.java");
      if (Files.exists(file)) {
        modules.put(folder.getFileName().toString(), Files.readString(file));
      }
    }
    return modules;
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(PROJECT)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Path sources(String module) {
    return PROJECT.resolve(module).resolve("src/main/java");
  }
}
