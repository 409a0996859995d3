package homeport.agent;

import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.Health;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.ProbeRules;
import homeport.dns.AddressFamily;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the lines do, as far as cuts and probes have shown. Guarded by whoever owns it. */
final class Healths {
  private final Map<Line, Health> byLine = new TreeMap<>();

  /** What is cut is known without a probe; what is whole again must first prove itself. */
  void noteCuts(List<FoundUplink> found, Instant now) {
    var lines = new HashSet<Line>();
    for (AddressFamily family : AddressFamily.values()) {
      long open = found.stream().filter(u -> u.way(family) instanceof Way.Open).count();
      for (FoundUplink uplink : found) {
        switch (uplink.way(family)) {
          case Way.Cut(var why) ->
              byLine.computeIfPresent(uplink.line(family), (_, health) -> health.cut(now, why));
          // Alone it is not probed, and what is known of it grows old.
          case Way.Open _ when open < 2 -> byLine.remove(uplink.line(family));
          case Way.Open _ -> {}
        }
        lines.add(uplink.line(family));
      }
    }
    byLine.keySet().retainAll(lines);
  }

  /**
   * Takes the end of a probe.
   *
   * @return whether that changes anything for whoever publishes
   */
  boolean probed(Line line, Probe probe, ProbeRules rules, Instant now) {
    Health before = of(line, now);
    Health after = before.after(probe, rules, now);
    byLine.put(line, after);
    return !before.sameAs(after);
  }

  Health of(Line line, Instant now) {
    return byLine.getOrDefault(line, Health.fresh(now));
  }

  Map<Line, Health> all() {
    return Map.copyOf(byLine);
  }
}
