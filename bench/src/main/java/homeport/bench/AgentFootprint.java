package homeport.bench;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the agent takes from the firewall: memory, and processor time while nothing happens. */
final class AgentFootprint implements Benchmark {
  private static final Duration SETTLED = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "agent-footprint";
  }

  @Override
  public String sentence() {
    return "memory, threads, idle wake-ups and CPU, start to ready of homeport-agent in both"
        + " profiles, beside ddclient (A7, A8, A9)";
  }

  @Override
  public Map<String, Option> defaults() {
    var all = new LinkedHashMap<String, Option>();
    all.put("changes", new Option(100, "updates over TLS 1.3"));
    all.put("starts", new Option(5, "starts, timed until ready"));
    all.put("settle-seconds", new Option(70, "until threads of the last update have ended"));
    all.put("idle-seconds", new Option(60, "during which nothing happens"));
    return all;
  }

  @Override
  public void run(Options options, Consumer<String> out) {
    var memory = new Table("memory", "RSS", "private dirty", "threads");
    var idle = new Table("idle, per minute", "wake-ups", "CPU");
    var starts = new Table("start to ready", "n", "median", "p99", "max");
    var slowest = new ArrayList<String>();
    try (var lab = Lab.create()) {
      lab.services().provider(Behaviour.GOOD);
      for (var profile : List.of("", "small")) {
        agent(lab, profile, options, memory, idle, slowest);
        starts(lab, profile, options, starts);
      }
      if (DdclientInLab.absent()) {
        out.accept("ddclient is not installed, so nothing is measured beside it.");
      } else {
        try (var ddclient = DdclientInLab.start(lab)) {
          Pause.of(SETTLED);
          memory(memory, DdclientInLab.version() + ", no TLS", ddclient.program());
          var _ = idle(idle, DdclientInLab.version() + ", daemon=60", ddclient.program(), options);
        }
      }
      memory.print(out);
      idle.print(out);
      slowest.forEach(out);
      starts.print(out);
    }
  }

  private static void agent(
      Lab lab, String profile, Options options, Table memory, Table idle, List<String> threads) {
    var who = who(profile);
    try (var agent = start(lab, profile)) {
      Pause.of(SETTLED);
      memory(memory, who + ", first update done", agent.program());
      var changes = options.number("changes");
      new Changes(lab).many(changes, AgentInLab.NAME);
      Pause.of(SETTLED);
      memory(memory, who + ", " + changes + " updates over TLS", agent.program());
      Pause.of(Duration.ofSeconds(options.number("settle-seconds")));
      threads.add("\n" + who + ": " + idle(idle, who, agent.program(), options));
    }
  }

  private static String who(String profile) {
    return profile.isEmpty() ? "homeport-agent" : "homeport-agent, " + profile;
  }

  private static AgentInLab start(Lab lab, String profile) {
    var host = AgentInLab.host(AgentInLab.Provider.mock(lab, "https"), "outgoing");
    return AgentInLab.start(lab, "agent" + profile, profile, "", List.of(host));
  }

  private static void starts(Lab lab, String profile, Options options, Table table) {
    var series = new Series();
    for (var i = 0; i < options.number("starts"); i++) {
      try (var agent = start(lab, profile)) {
        series.add(agent.startNanos());
        Pause.millis(200);
      }
    }
    var cells = new ArrayList<>(List.of(who(profile)));
    cells.addAll(series.cells());
    table.row(cells);
  }

  private static void memory(Table table, String who, Running program) {
    var cost = ProcessCost.of(program.pid());
    table.row(who, cost.rss(), cost.dirty(), Integer.toString(cost.threads().size()));
  }

  /** Fills a row, and tells which threads woke up. */
  private static String idle(Table table, String who, Running program, Options options) {
    var seconds = Math.max(1, options.number("idle-seconds"));
    var before = ProcessCost.of(program.pid());
    Pause.of(Duration.ofSeconds(seconds));
    var after = ProcessCost.of(program.pid());
    var spent = after.since(before);
    var minutes = seconds / 60.0;
    table.row(
        who,
        String.format(Locale.ROOT, "%.0f", spent.wakeUps() / minutes),
        String.format(Locale.ROOT, "%.1f ms", spent.nanos() / 1e6 / minutes));
    return after.sinceByName(before).entrySet().stream()
        .filter(each -> each.getValue().wakeUps() > 0)
        .map(each -> each.getKey() + " " + each.getValue().wakeUps())
        .collect(Collectors.joining(", "));
  }
}
