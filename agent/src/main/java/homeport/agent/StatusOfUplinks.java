package homeport.agent;

import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.Health;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.Uplinks;
import homeport.dns.AddressFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of the status that tells of uplinks. */
final class StatusOfUplinks {
  private StatusOfUplinks() {}

  /** Which uplinks there are and how they were found, in one line; empty if there is only one. */
  static Optional<String> found(Uplinks uplinks) {
    if (uplinks.rules().mode() == UplinkRules.Mode.SINGLE) {
      return Optional.empty();
    }
    return Optional.of(
        uplinks.inOrder().isEmpty()
            ? "uplinks: none (no interface has a default route)"
            : "uplinks: "
                + uplinks.inOrder().stream()
                    .map(uplink -> uplink.name() + " (" + uplink.why() + ")")
                    .collect(Collectors.joining(", ")));
  }

  static List<Map<String, Object>> uplinks(Uplinks uplinks) {
    return uplinks.inOrder().stream().map(uplink -> uplink(uplinks, uplink)).toList();
  }

  private static Map<String, Object> uplink(Uplinks uplinks, FoundUplink uplink) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", uplink.name());
    row.put("interface", uplink.interfaceName());
    row.put("found", uplink.why());
    var ways = new ArrayList<Object>();
    for (AddressFamily family : AddressFamily.values()) {
      ways.add(way(uplinks, uplink, family));
    }
    row.put("ways", ways);
    return row;
  }

  private static Map<String, Object> way(
      Uplinks uplinks, FoundUplink uplink, AddressFamily family) {
    var way = new LinkedHashMap<String, Object>();
    way.put("family", family.toString());
    boolean open = false;
    switch (uplink.way(family)) {
      case Way.Open(var found) -> {
        open = true;
        way.put("address", found.source().toString());
      }
      case Way.Cut _ -> {}
    }
    Optional<Health> health = Optional.ofNullable(uplinks.healths().get(uplink.line(family)));
    way.put(
        "state",
        !open
            ? "down"
            : uplinks.isUp(uplink, family)
                ? "up"
                : health.filter(h -> h.state() == Health.State.HELD).isPresent() ? "held" : "down");
    way.put("why", uplinks.describe(uplink, family));
    way.put("active", open && uplinks.active(family).filter(uplink::equals).isPresent());
    return way;
  }
}
