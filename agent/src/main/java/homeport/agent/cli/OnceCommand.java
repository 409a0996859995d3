package homeport.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code once}. */
@Command(
    name = "once",
    description = "One round, then the wait for the name servers. Status 0: all published.",
    mixinStandardHelpOptions = true)
final class OnceCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  OnceCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return Telling.answer(shared, options, shared.deeds().once(options.config()));
  }
}
