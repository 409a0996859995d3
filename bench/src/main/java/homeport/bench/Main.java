package homeport.bench;

import homeport.testkit.lab.LabFailure;
import java.util.List;

/** {@code ./homeport bench}: says what can be measured, or measures it. */
public final class Main {
  private static final List<Benchmark> ALL =
      List.of(new TimeToUpdate(), new DeadIsp(), new AgentFootprint(), new ManyHosts());

  /** All that concern the agent, one after the other. */
  private static final String GROUP = "agent";

  private Main() {}

  /** Runs the benchmark that the first argument names, with the options that follow it. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      list();
      return 0;
    }
    var chosen =
        ALL.stream().filter(each -> args[0].equals(GROUP) || args[0].equals(each.name())).toList();
    if (chosen.isEmpty()) {
      IO.println("There is no benchmark " + args[0] + ".");
      list();
      return 2;
    }
    try {
      IO.println(Machine.describe());
      for (var each : chosen) {
        var options = Options.parse(List.of(args).subList(1, args.length), each.defaults());
        IO.println("\n## " + each.name());
        each.run(options, IO::println);
      }
      IO.println(Machine.load());
      return 0;
    } catch (IllegalArgumentException | LabFailure e) {
      IO.println(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static void list() {
    IO.println("./homeport bench NAME [--OPTION=NUMBER...]");
    for (var each : ALL) {
      IO.println("\n  " + each.name() + "\n      " + each.sentence());
      each.defaults()
          .forEach((name, option) -> IO.println("      --" + name + "=" + option.describe()));
    }
    IO.println("\n  " + GROUP + "\n      all of them, one after the other, without options");
    IO.println("\nThe last figures are in bench/RESULTS.md.");
  }
}
