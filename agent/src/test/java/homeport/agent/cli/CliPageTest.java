package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/guide/cli-agent.md is what {@code --help} says. */
class CliPageTest {
  private static final Path PAGE = Path.of("../docs/guide/cli-agent.md");

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

  private static String commands() {
    var nowhere = new PrintWriter(new StringWriter());
    var shared =
        new Commands.Shared(
            new NoDeeds(),
            new ConfigReader(new Catalog(), Map.<String, String>of()::get),
            new Look(false, false),
            nowhere,
            nowhere);
    CommandLine line = Commands.line(shared, "");
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
    public Map<String, ?> statusFromDisk(Path config) {
      throw new AssertionError();
    }
  }
}
