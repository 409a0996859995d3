package homeport.agent.cli;

import homeport.agent.journal.Journal;
import homeport.kit.Json;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code journal}. */
@Command(
    name = "journal",
    description = "What happened, oldest first.",
    mixinStandardHelpOptions = true)
final class JournalCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The last N lines, 1 to 10000; by default 20.")
  private int last = 20;

  JournalCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    if (last < 1 || last > 10_000) {
      return Telling.failed(shared, options, "--last is a number from 1 to 10000");
    }
    try {
      var text = new StatusText(shared.look(), ZoneId.systemDefault());
      for (Map<?, ?> line : lines()) {
        shared.out().println(options.json() ? Json.write(line) : text.local(sentence(line)));
      }
      shared.out().flush();
      return 0;
    } catch (IOException e) {
      return Telling.failed(shared, options, String.valueOf(e.getMessage()));
    }
  }

  private List<Map<?, ?>> lines() throws IOException {
    var answer = Telling.ask(shared, options, Map.of("request", "journal", "last", last));
    if (answer.isEmpty()) {
      return List.copyOf(Journal.last(shared.reader().places(options.config()).state(), last));
    }
    var lines = new ArrayList<Map<?, ?>>();
    if (answer.get().get("lines") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> line) {
          lines.add(line);
        }
      }
      return lines;
    }
    throw new IOException(String.valueOf(answer.get().get("error")));
  }

  private static String sentence(Map<?, ?> line) {
    return line.get("at") + "  " + line.get("text");
  }
}
