package homeport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/guide/cli-server.md is what {@code --help} says. */
class CliPageTest {
  private static final Path PAGE = Path.of("../docs/guide/cli-server.md");

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
