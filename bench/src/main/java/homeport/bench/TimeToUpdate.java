package homeport.bench;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How long names point to an address that is gone: A1 to A4, beside Debian's ddclient. */
final class TimeToUpdate implements Benchmark {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration WARM = Duration.ofMillis(2500);

  @Override
  public String name() {
    return "time-to-update";
  }

  @Override
  public String sentence() {
    return "from a change of address or route to the update request, and to the new answer in DNS;"
        + " homeport-agent and ddclient in one lab and one run (root or user namespaces)";
  }

  @Override
  public Map<String, Option> defaults() {
    var all = new LinkedHashMap<String, Option>();
    all.put("changes", new Option(100, "changes over plain HTTP, one process (A1)"));
    all.put("tls-changes", new Option(1000, "changes over TLS 1.3, one process (A2)"));
    all.put("starts", new Option(5, "processes, each timed for its first change (A2)"));
    all.put("failovers", new Option(20, "moves of the default route and back (A3)"));
    all.put("dns-changes", new Option(100, "changes until our own name server answers (A4)"));
    all.put("ddclient", new Option(5, "changes that ddclient is given, up to two minutes each"));
    all.put("blind-seconds", new Option(75, "wait for ddclient to notice a moved route"));
    return all;
  }

  @Override
  public void run(Options options, Consumer<String> out) {
    var rows = new ArrayList<List<String>>();
    try (var lab = Lab.create()) {
      lab.services().provider(Behaviour.GOOD);
      var changes = new Changes(lab);
      rows.addAll(steady(lab, changes, options));
      rows.addAll(first(lab, changes, options));
      rows.addAll(failovers(lab, options));
    }
    rows.add(row("A4", "change to new answer in DNS", ChangeToDns.measure(options)));
    var table = new Table("", "what", "n", "median", "p99", "max");
    rows.forEach(table::row);
    table.print(out);
    beside(options, out);
  }

  private static List<String> row(String id, String what, Series series) {
    var cells = new ArrayList<>(List.of(id, what));
    cells.addAll(series.cells());
    return cells;
  }

  private static List<List<String>> steady(Lab lab, Changes changes, Options options) {
    var rows = new ArrayList<List<String>>();
    try (var _ = started(lab, "http")) {
      var series = changes.many(options.number("changes"), AgentInLab.NAME);
      rows.add(row("A1", "change to request, plain HTTP", series));
    }
    try (var _ = started(lab, "https")) {
      var series = changes.many(options.number("tls-changes"), AgentInLab.NAME);
      rows.add(row("A2", "change to request, full TLS 1.3 handshake", series));
    }
    return rows;
  }

  /** An agent that has published the present address and is idle. */
  private static AgentInLab started(Lab lab, String scheme) {
    var mark = lab.services().mark();
    var agent = AgentInLab.start(lab, scheme, AgentInLab.Provider.mock(lab, scheme));
    var _ =
        lab.services()
            .await(
                mark,
                request -> AgentInLab.NAME.equals(request.parameters().get("hostname")),
                SOON);
    Pause.of(WARM);
    return agent;
  }

  /** Each process knows what is published already, so its first request is the change's. */
  private static List<List<String>> first(Lab lab, Changes changes, Options options) {
    var series = new Series();
    var provider = AgentInLab.Provider.mock(lab, "https");
    for (var i = 0; i < options.number("starts"); i++) {
      try (var _ = AgentInLab.start(lab, "https", provider)) {
        Pause.of(WARM); // TLS is warmed by a handshake without a request.
        series.add(changes.untilRequest(changes.next(), AgentInLab.NAME, SOON));
      }
    }
    return List.of(row("A2", "the same, first change of a process, TLS warmed", series));
  }

  private static List<List<String>> failovers(Lab lab, Options options) {
    var away = new Series();
    var back = new Series();
    var home = wan1(lab);
    try (var _ = AgentInLab.start(lab, "https", AgentInLab.Provider.mock(lab, "https"))) {
      Pause.of(WARM);
      for (var i = 0; i < options.number("failovers"); i++) {
        var mark = lab.services().mark();
        away.add(request(lab, mark, "192.0.2.10", lab.failover()));
        Pause.millis(40);
        mark = lab.services().mark();
        back.add(request(lab, mark, home, lab.failback()));
        Pause.millis(40);
      }
    }
    return List.of(
        row("A3", "default route to the second uplink, to request (TLS)", away),
        row("A3", "and back", back));
  }

  private static long request(Lab lab, int mark, String address, long began) {
    var wanted = Changes.saying(AgentInLab.NAME, address);
    return lab.services().await(mark, wanted, SOON).received() - began;
  }

  private static String wan1(Lab lab) {
    return lab.fw().ip("-o -4 addr show wan1").replaceFirst("(?s).* inet ([0-9.]+)/.*", "$1");
  }

  // --- ddclient ----------------------------------------------------------------------------------

  private static void beside(Options options, Consumer<String> out) {
    var count = options.number("ddclient");
    if (count == 0) {
      out.accept("\nddclient was left out.");
      return;
    }
    if (DdclientInLab.absent()) {
      out.accept("\nddclient is not installed, so nothing is measured beside it.");
      return;
    }
    try (var lab = Lab.create()) {
      lab.services().provider(Behaviour.GOOD);
      var ours = new Series();
      var theirs = new Series();
      var mark = lab.services().mark();
      try (var _ = started(lab, "http");
          var _ = DdclientInLab.start(lab)) {
        var _ =
            lab.services()
                .await(
                    mark,
                    request -> DdclientInLab.NAME.equals(request.parameters().get("hostname")),
                    SOON);
        sameChanges(new Changes(lab), count, ours, theirs);
        table(ours, theirs, out);
        out.accept(blind(lab, options));
      }
    }
  }

  /** Both see the very same changes, at phases spread evenly over ddclient's period. */
  private static void sameChanges(Changes changes, int count, Series ours, Series theirs) {
    for (var i = 0; i < count; i++) {
      Pause.of(DdclientInLab.PERIOD.multipliedBy(2L * i + 1).dividedBy(2L * count));
      var change = changes.next();
      ours.add(changes.untilRequest(change, AgentInLab.NAME, SOON));
      theirs.add(changes.untilRequest(change, DdclientInLab.NAME, Duration.ofMinutes(4)));
    }
  }

  private static void table(Series ours, Series theirs, Consumer<String> out) {
    var table = new Table("same changes, plain HTTP", "n", "median", "p99", "max");
    var agent = new ArrayList<>(List.of("homeport-agent"));
    agent.addAll(ours.cells());
    var peer = new ArrayList<>(List.of(DdclientInLab.version() + ", daemon=60, use=if"));
    peer.addAll(theirs.cells());
    table.row(agent).row(peer).print(out);
    out.accept(
        String.format(
            Locale.ROOT,
            "%nddclient's median is %,.0f times the agent's.",
            theirs.median() / ours.median()));
  }

  private static String blind(Lab lab, Options options) {
    var limit = Duration.ofSeconds(options.number("blind-seconds"));
    var mark = lab.services().mark();
    var took = request(lab, mark, "192.0.2.10", lab.failover()) / 1e6;
    Pause.of(limit);
    var theirs =
        lab.services().requests(mark).stream()
            .filter(request -> DdclientInLab.NAME.equals(request.parameters().get("hostname")))
            .count();
    return "Default route moved to the second uplink: the agent's request after "
        + Series.text(took)
        + "; ddclient sent "
        + (theirs == 0 ? "none" : theirs)
        + " within "
        + limit.toSeconds()
        + " s (it watches wan1's address, which has not changed).";
  }
}
