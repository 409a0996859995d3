package homeport.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}. */
@Command(
    name = "plan",
    description = "What would be sent now. Nothing is sent.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  PlanCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return Telling.answer(shared, options, shared.deeds().plan(options.config()));
  }
}
