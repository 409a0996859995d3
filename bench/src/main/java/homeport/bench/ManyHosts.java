package homeport.bench;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One agent with very many hosts, all of which change at once (A10). */
final class ManyHosts implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "many-hosts";
  }

  @Override
  public String sentence() {
    return "A10: thousands of hosts in one agent, all change at once; time until the last request,"
        + " requests, memory";
  }

  @Override
  public Map<String, Option> defaults() {
    var all = new LinkedHashMap<String, Option>();
    all.put("hosts", new Option(10_000, "hostnames"));
    all.put("accounts", new Option(500, "accounts that share them evenly"));
    all.put("changes", new Option(3, "changes of the address"));
    all.put("tls", new Option(1, "1: full TLS 1.3 handshake for each request, 0: plain HTTP"));
    return all;
  }

  @Override
  public void run(Options options, Consumer<String> out) {
    var hosts = options.number("hosts");
    try (var lab = Lab.create()) {
      lab.services().provider(Behaviour.GOOD);
      var mark = lab.services().mark();
      var began = System.nanoTime();
      try (var agent = AgentInLab.start(lab, "many", "", entries(lab, options))) {
        var table =
            new Table(
                hosts + " hosts, " + options.number("accounts") + " accounts",
                "all requests after",
                "requests",
                "RSS",
                "private dirty",
                "CPU");
        var ready = System.nanoTime();
        var last = awaitAll(lab, mark, hosts, "198.51.100.10");
        row(table, "start", last - began, lab, mark, agent, 0);
        var changes = new Changes(lab);
        for (var i = 0; i < options.number("changes"); i++) {
          Pause.millis(3000); // The last answers are written down.
          var cpu = ProcessCost.of(agent.program().pid()).spent().nanos();
          var change = changes.next();
          last = awaitAll(lab, change.mark(), hosts, change.address());
          row(table, "change " + (i + 1), last - change.began(), lab, change.mark(), agent, cpu);
        }
        table.print(out);
        out.accept(
            String.format(
                Locale.ROOT,
                "%nThe agent was ready %.1f s after its start.",
                (ready - began) / 1e9));
      }
    }
  }

  private static void row(
      Table table, String what, long took, Lab lab, int mark, AgentInLab agent, long cpuBefore) {
    var cost = ProcessCost.of(agent.program().pid());
    table.row(
        what,
        Series.text(took / 1e6),
        Integer.toString(lab.services().requests(mark).size()),
        cost.rss(),
        cost.dirty(),
        Series.text((cost.spent().nanos() - cpuBefore) / 1e6));
  }

  /** An entry of the configuration for each account, with its hostnames. */
  private static List<String> entries(Lab lab, Options options) {
    var lines = new ArrayList<String>();
    var accounts = options.number("accounts");
    for (var i = 0; i < accounts; i++) {
      var account = i;
      var names =
          IntStream.range(0, options.number("hosts"))
              .filter(host -> host % accounts == account)
              .mapToObj(host -> "h" + host + ".example.org")
              .collect(Collectors.joining(", ", "[", "]"));
      lines.add(
          AgentInLab.host(
              new AgentInLab.Provider(
                  (options.number("tls") == 0 ? "http" : "https") + "://provider.test/nic/update",
                  lab.services().certificate(),
                  names,
                  new AgentInLab.Login("account" + account, "bench"),
                  "none"),
              "outgoing"));
    }
    return lines;
  }

  /** The {@code nanoTime} at which the last of the hostnames reached the provider. */
  private static long awaitAll(Lab lab, int mark, int hosts, String address) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var seen = new HashSet<String>();
      var last = 0L;
      for (Request request : lab.services().requests(mark)) {
        var parameters = request.parameters();
        if (address.equals(parameters.get("myip"))
            && seen.addAll(List.of(parameters.getOrDefault("hostname", "").split(",", -1)))) {
          last = request.received();
        }
      }
      if (seen.size() >= hosts || System.nanoTime() > deadline) {
        return seen.size() >= hosts ? last : Long.MAX_VALUE / 2;
      }
      Pause.millis(200);
    }
  }
}
