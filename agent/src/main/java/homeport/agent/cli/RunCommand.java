package homeport.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}. */
@Command(
    name = "run",
    description = "Keep the names until told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  RunCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return shared.deeds().run(options.config());
  }
}
