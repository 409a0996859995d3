package homeport.agent.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code update HOST}. */
@Command(
    name = "update",
    description = "Send a hostname's address now, although unchanged.",
    mixinStandardHelpOptions = true)
final class UpdateCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  @Parameters(paramLabel = "HOST", description = "A hostname, as the configuration has it.")
  private String host = "";

  UpdateCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return Telling.order(
        shared,
        options,
        Map.of("request", "update", "host", host),
        "no agent is running; use the command once");
  }
}
