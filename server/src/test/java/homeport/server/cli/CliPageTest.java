package homeport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/guide/cli-server.md is what {@code --help} says. */
class CliPageTest {
  private static final Path PAGE = Path.of("../docs/guide/cli-server.md");

  private static final Pattern SHOWN =
      Pattern.compile(
          "(?m)^(?: {4}|#  +|# Try it: |ExecStart=/usr/bin/)(?:\\./homeport |homeport-)server (.*)$");

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
      new CommandLine(CommandTree.root()).parseArgs(command.strip().split(" +"));
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
    String expected =
        written.substring(0, written.indexOf("\n## ")) + page(new CommandLine(CommandTree.root()));
    if (Boolean.getBoolean("homeport.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("run once with -Dhomeport.write=true to write the page anew")
        .isEqualTo(expected);
  }

  /** This command, and those below it. */
  private static String page(CommandLine line) {
    String name = line.getCommandSpec().qualifiedName(" ");
    var page = new StringBuilder("\n## " + name + "\n\n```\n");
    page.append(line.getUsageMessage(Ansi.OFF)).append("```\n");
    line.getSubcommands().values().forEach(each -> page.append(page(each)));
    return page.toString();
  }
}
