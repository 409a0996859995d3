package homeport.agent.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code unblock HOST}. */
@Command(
    name = "unblock",
    description = "End what blocks a hostname, its account or its provider, and look at once.",
    mixinStandardHelpOptions = true)
final class UnblockCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  @Parameters(paramLabel = "HOST", description = "A hostname, as the configuration has it.")
  private String host = "";

  UnblockCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return Telling.order(
        shared,
        options,
        Map.of("request", "unblock", "host", host),
        "no agent is running; start it, or change the host's settings: a block ends with them");
  }
}
