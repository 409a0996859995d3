package homeport.bench;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Running;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What the agent takes from the firewall: memory, and processor time while nothing happens. */
final class AgentFootprint implements Benchmark {
  private static final Duration SETTLED = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "agent-footprint";
  }

  @Override
  public String sentence() {
    return "memory, threads, idle wake-ups and CPU of homeport-agent, beside ddclient";
  }

  @Override
  public Map<String, Option> defaults() {
    var all = new LinkedHashMap<String, Option>();
    all.put("changes", new Option(100, "updates over TLS 1.3"));
    all.put("idle-seconds", new Option(60, "during which nothing happens"));
    return all;
  }

  @Override
  public void run(Options options, Consumer<String> out) {
    try (var lab = Lab.create()) {
      lab.services().provider(Behaviour.GOOD);
      var memory = new Table("memory", "RSS", "private dirty", "threads");
      var idle = new Table("idle, per minute", "wake-ups", "CPU");
      try (var agent = AgentInLab.start(lab, "agent", AgentInLab.Provider.mock(lab, "https"))) {
        Pause.of(SETTLED);
        memory(memory, "homeport-agent, first update done", agent.program());
        var changes = options.number("changes");
        new Changes(lab).many(changes, AgentInLab.NAME);
        Pause.of(SETTLED);
        memory(memory, "homeport-agent, " + changes + " updates over TLS", agent.program());
        idle(idle, "homeport-agent", agent.program(), options);
      }
      if (DdclientInLab.absent()) {
        out.accept("ddclient is not installed, so nothing is measured beside it.");
      } else {
        try (var ddclient = DdclientInLab.start(lab)) {
          Pause.of(SETTLED);
          memory(memory, DdclientInLab.version() + ", no TLS", ddclient.program());
          idle(idle, DdclientInLab.version() + ", daemon=60", ddclient.program(), options);
        }
      }
      memory.print(out);
      idle.print(out);
    }
  }

  private static void memory(Table table, String who, Running program) {
    var cost = ProcessCost.of(program.pid());
    table.row(who, cost.rss(), cost.dirty(), Integer.toString(cost.threads().size()));
  }

  private static void idle(Table table, String who, Running program, Options options) {
    var seconds = Math.max(1, options.number("idle-seconds"));
    var before = ProcessCost.of(program.pid());
    Pause.of(Duration.ofSeconds(seconds));
    var spent = ProcessCost.of(program.pid()).since(before);
    var minutes = seconds / 60.0;
    table.row(
        who,
        String.format(Locale.ROOT, "%.0f", spent.wakeUps() / minutes),
        String.format(Locale.ROOT, "%.1f ms", spent.nanos() / 1e6 / minutes));
  }
}
