package homeport.agent.cli;

import homeport.agent.cli.Deeds.Answer;
import homeport.agent.config.Host;
import homeport.agent.config.Loaded;
import homeport.kit.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}. */
@Command(
    name = "check",
    description = "Is the configuration good? Every mistake, with line, column and remedy.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Commands.Shared shared;
  @Mixin private final Options options = new Options();

  CheckCommand(Commands.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    Loaded loaded = shared.reader().read(options.config());
    List<Host> hosts = loaded.config().map(config -> config.hosts()).orElse(List.of());
    var lines = new ArrayList<String>();
    loaded.mistakes().forEach(mistake -> lines.add(mistake.toString()));
    loaded.warnings().forEach(warning -> lines.add("warning: " + warning));
    hosts.forEach(host -> lines.add("good: " + host.describe()));
    lines.add(result(hosts.size(), loaded));
    var facts = new LinkedHashMap<String, Object>();
    facts.put("ok", loaded.mistakes().isEmpty());
    facts.put("mistakes", loaded.mistakes().stream().map(CheckCommand::facts).toList());
    facts.put("warnings", loaded.warnings().stream().map(CheckCommand::facts).toList());
    facts.put("hosts", hosts.stream().map(Host::facts).toList());
    return Telling.answer(
        shared, options, new Answer(loaded.mistakes().isEmpty() ? 0 : 2, lines, facts));
  }

  private static String result(int good, Loaded loaded) {
    int mistakes = loaded.mistakes().size();
    if (mistakes == 0) {
      return "The configuration is good.";
    }
    return (mistakes == 1 ? "1 mistake. " : mistakes + " mistakes. ")
        + (loaded.config().isEmpty()
            ? "The configuration cannot be used."
            : (good == 1 ? "1 host is good" : good + " hosts are good") + " and would be kept.");
  }

  private static Map<String, ?> facts(Mistake mistake) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("file", mistake.place().file());
    facts.put("line", mistake.place().line());
    facts.put("column", mistake.place().column());
    facts.put("what", mistake.what());
    facts.put("remedy", mistake.remedy());
    return facts;
  }
}
