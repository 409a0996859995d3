package homeport.agent.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "What is wrong with this machine's way to the Internet, its public address, DNS, and the"
          + " names, and what to do about it. Worst first. Changes nothing and sends no update;"
          + " takes up to 15 s.",
      "Exit status: 0 all is well, 1 there are warnings, 2 something is broken."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  DoctorCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return Telling.answer(shared, options, shared.deeds().doctor(options.config(), running()));
  }

  private Optional<Map<String, @Nullable Object>> running() {
    try {
      return Telling.ask(shared, options, Map.of("request", "status"))
          .filter(answer -> Boolean.TRUE.equals(answer.get("ok")));
    } catch (IOException e) {
      // All else can be looked at without the agent's help.
      shared.err().println("homeport-agent: " + e.getMessage());
      return Optional.empty();
    }
  }
}
