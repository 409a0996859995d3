package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/guide/cli-agent.md is what {@code --help} says. */
class CliPageTest {
  private static final Path PAGE = Path.of("../docs/guide/cli-agent.md");

  private static final Pattern SHOWN =
      Pattern.compile(
          "(?m)^(?: {4}|#  +|# Try it: |ExecStart=/usr/bin/)(?:\\./homeport |homeport-)agent (.*)$");

  @Test
  void every_command_that_a_page_or_an_example_shows_can_be_typed() throws IOException {
    var shown = new ArrayList<String>();
    for (String folder : List.of("../docs", "../examples", "../packaging")) {
      for (Path file : files(Path.of(folder))) {
        SHOWN.matcher(Files.readString(file)).results().forEach(m -> shown.add(m.group(1)));
      }
    }
    assertThat(shown).hasSizeGreaterThan(4);
    for (String command : shown) {
      line().parseArgs(command.strip().split(" +"));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void the_page_of_commands_is_what_help_says() throws IOException {
    String written = Files.readString(PAGE);
    String expected = written.substring(0, written.indexOf("\n## ")) + commands();
    if (Boolean.getBoolean("homeport.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("run once with -Dhomeport.write=true to write the page anew")
        .isEqualTo(expected);
  }

  private static CommandLine line() {
    var nowhere = new PrintWriter(new StringWriter());
    var shared =
        new Commands.Shared(
            new NoDeeds(),
            new ConfigReader(new Catalog(), Map.<String, String>of()::get),
            new Look(false, false),
            nowhere,
            nowhere);
    return Commands.line(shared, "");
  }

  private static String commands() {
    CommandLine line = line();
    var page = new StringBuilder(section(line));
    line.getSubcommands().values().stream()
        .filter(each -> !each.getCommandName().equals("help"))
        .forEach(each -> page.append(section(each)));
    return page.toString();
  }

  private static String section(CommandLine line) {
    String name = line.getCommandSpec().qualifiedName(" ");
    return "\n## " + name + "\n\n```\n" + line.getUsageMessage(Ansi.OFF) + "```\n";
  }

  private static final class NoDeeds implements Deeds {
    @Override
    public int run(Path config) {
      throw new AssertionError();
    }

    @Override
    public Answer once(Path config) {
      throw new AssertionError();
    }

    @Override
    public Answer plan(Path config) {
      throw new AssertionError();
    }

    @Override
    public Answer doctor(Path config, Optional<Map<String, @Nullable Object>> running) {
      throw new AssertionError();
    }

    @Override
    public Map<String, ?> statusFromDisk(Path config) {
      throw new AssertionError();
    }
  }
}
