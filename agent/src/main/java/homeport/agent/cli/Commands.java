package homeport.agent.cli;

import homeport.agent.config.ConfigReader;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "homeport-agent",
    description = "Keeps DNS names pointed at this machine's addresses.",
    mixinStandardHelpOptions = true,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 all is well, 1 something failed, 2 the configuration or the command line is"
          + " at fault.",
      "Of doctor: 0 all is well, 1 warnings, 2 something is broken."
    })
public final class Commands implements Runnable {

  /** What every command works with. */
  record Shared(Deeds deeds, ConfigReader reader, Look look, PrintWriter out, PrintWriter err) {}

  @Spec private CommandSpec spec = CommandSpec.create();

  private Commands() {}

  /**
   * Does what the arguments say.
   *
   * @param version shown by {@code --version}
   * @return the exit status
   */
  public static int run(
      String[] args,
      Deeds deeds,
      ConfigReader reader,
      String version,
      PrintWriter out,
      PrintWriter err) {
    return line(new Shared(deeds, reader, Look.ofThisTerminal(), out, err), version).execute(args);
  }

  static CommandLine line(Shared shared, String version) {
    var line = new CommandLine(new Commands());
    line.getCommandSpec().version("homeport-agent " + version);
    line.addSubcommand(new RunCommand(shared));
    line.addSubcommand(new OnceCommand(shared));
    line.addSubcommand(new PlanCommand(shared));
    line.addSubcommand(new CheckCommand(shared));
    line.addSubcommand(new DoctorCommand(shared));
    line.addSubcommand(new StatusCommand(shared));
    line.addSubcommand(new JournalCommand(shared));
    line.addSubcommand(new UnblockCommand(shared));
    line.addSubcommand(new UpdateCommand(shared));
    line.getSubcommands()
        .values()
        .forEach(each -> each.getCommandSpec().version("homeport-agent " + version));
    line.setOut(shared.out());
    line.setErr(shared.err());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            shared.look().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is needed");
  }
}
