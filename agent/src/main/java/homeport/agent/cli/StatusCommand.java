package homeport.agent.cli;

import homeport.kit.Json;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}. */
@Command(
    name = "status",
    description = "What is published, in which state, why, and what happens next.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  StatusCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    try {
      var answer = Telling.ask(shared, options, Map.of("request", "status"));
      if (answer.isPresent() && !Boolean.TRUE.equals(answer.get().get("ok"))) {
        return Telling.failed(shared, options, String.valueOf(answer.get().get("error")));
      }
      Map<String, ?> status =
          answer.isPresent() ? answer.get() : shared.deeds().statusFromDisk(options.config());
      if (options.json()) {
        shared.out().println(Json.write(status));
      } else {
        new StatusText(shared.look(), ZoneId.systemDefault())
            .lines(status)
            .forEach(shared.out()::println);
      }
      shared.out().flush();
      return 0;
    } catch (IOException e) {
      return Telling.failed(shared, options, String.valueOf(e.getMessage()));
    }
  }
}
