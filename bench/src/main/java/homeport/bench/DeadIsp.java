package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Running;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** The first ISP forwards nothing any more while its link lives on: when does DNS know (A5)? */
final class DeadIsp implements Benchmark {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FIRST = "198.51.100.10";
  private static final String SECOND = "192.0.2.10";

  /** Who is asked whether an uplink lives stands in the lab's Internet; back soon, to save time. */
  private static final String UPLINKS =
      """
      uplinks:
        mode: failover
        interfaces: [wan1, wan2]
        probe: {hosts: [203.0.113.53, 203.0.113.20], hold: 0s}
      """;

  @Override
  public String name() {
    return "dead-isp";
  }

  @Override
  public String sentence() {
    return "A5: an ISP dies behind a live link, and comes back; until our own name server answers"
        + " with the other uplink's address (mode failover, probes every second)";
  }

  @Override
  public Map<String, Option> defaults() {
    var all = new LinkedHashMap<String, Option>();
    all.put("deaths", new Option(10, "times that the ISP dies and comes back"));
    return all;
  }

  @Override
  public void run(Options options, Consumer<String> out) {
    var away = new Series();
    var back = new Series();
    var phase = new Random(1);
    try (var lab = Lab.create();
        var server = ServerInLab.start(lab)) {
      lab.policyRouting();
      var host = AgentInLab.host(server.provider(), "outgoing");
      try (var watch = ChangeToDns.watch(lab);
          var _ = AgentInLab.start(lab, "failover", UPLINKS, List.of(host))) {
        watch.await("first answer", line -> line.endsWith(" " + FIRST), SOON);
        for (var i = 0; i < options.number("deaths"); i++) {
          Pause.millis(2500 + phase.nextInt(1000)); // Any phase of the probes.
          away.add(until(watch, lab, true, SECOND));
          Pause.millis(2500 + phase.nextInt(1000));
          back.add(until(watch, lab, false, FIRST));
        }
      }
    }
    new Table("A5", "n", "median", "p99", "max")
        .row(row("ISP dead behind a live link, to the new answer in DNS", away))
        .row(row("ISP back, to its own answer in DNS again", back))
        .print(out);
    out.accept("\nddclient (use=if) sends nothing: no address has changed.");
  }

  private static List<String> row(String what, Series series) {
    var cells = new java.util.ArrayList<>(List.of(what));
    cells.addAll(series.cells());
    return cells;
  }

  private static long until(Running watch, Lab lab, boolean dead, String address) {
    var mark = watch.mark();
    var began = lab.ispDead(dead);
    return ChangeToDns.answer(watch, mark, address) - began;
  }
}
