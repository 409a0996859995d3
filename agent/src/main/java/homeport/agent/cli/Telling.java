package homeport.agent.cli;

import homeport.agent.cli.Deeds.Answer;
import homeport.kit.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands have in common: asking the agent, and saying what came of it. */
final class Telling {
  private Telling() {}

  /** Says an answer in the form that was asked for; its status is the program's. */
  static int answer(Commands.Shared shared, Options options, Answer answer) {
    if (options.json()) {
      shared.out().println(Json.write(answer.facts()));
    } else {
      answer.lines().forEach(shared.out()::println);
    }
    shared.out().flush();
    return answer.status();
  }

  /** Says what went wrong, to people on stderr and to programs on stdout. */
  static int failed(Commands.Shared shared, Options options, String why) {
    if (options.json()) {
      shared.out().println(Json.write(Map.of("ok", false, "error", why)));
      shared.out().flush();
    } else {
      shared.err().println("homeport-agent: " + why);
      shared.err().flush();
    }
    return 1;
  }

  /** The running agent's answer; nothing if none runs. */
  static Optional<Map<String, @Nullable Object>> ask(
      Commands.Shared shared, Options options, Map<String, ?> request) throws IOException {
    return ControlClient.ask(shared.reader().places(options.config()).control(), request);
  }

  /** Has the agent do something, and repeats what it says. */
  static int order(Commands.Shared shared, Options options, Map<String, ?> request, String idle) {
    try {
      var answer = ask(shared, options, request);
      if (answer.isEmpty()) {
        return failed(shared, options, idle);
      }
      if (!Boolean.TRUE.equals(answer.get().get("ok"))) {
        return failed(shared, options, String.valueOf(answer.get().get("error")));
      }
      if (options.json()) {
        shared.out().println(Json.write(answer.get()));
      } else {
        shared.out().println(answer.get().get("text") instanceof String text ? text : "Done.");
      }
      shared.out().flush();
      return 0;
    } catch (IOException e) {
      return failed(shared, options, String.valueOf(e.getMessage()));
    }
  }
}
