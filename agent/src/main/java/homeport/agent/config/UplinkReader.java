package homeport.agent.config;

import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.agent.uplink.UplinkRules.Prefer;
import homeport.agent.uplink.UplinkRules.Wanted;
import homeport.dns.IpAddress;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code uplinks}. */
final class UplinkReader {
  private static final Map<String, Mode> MODES =
      Map.of(
          "single", Mode.SINGLE, "failover", Mode.FAILOVER, "load-balancing", Mode.LOAD_BALANCING);
  private static final Map<String, Prefer> PREFERENCES =
      Map.of("route", Prefer.ROUTE, "order", Prefer.ORDER);
  private static final Map<String, ProbeRules.Method> METHODS =
      Map.of(
          "icmp", ProbeRules.Method.ICMP,
          "dns", ProbeRules.Method.DNS,
          "tcp", ProbeRules.Method.TCP);
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration HOUR = Duration.ofHours(1);

  private UplinkReader() {}

  static UplinkRules read(ConfigMap top) {
    return top.get("uplinks").map(UplinkReader::uplinks).orElse(UplinkRules.SINGLE);
  }

  private static UplinkRules uplinks(ConfigNode node) {
    if (!node.isMap()) {
      Mode mode = node.choice(MODES).orElse(Mode.SINGLE);
      return new UplinkRules(mode, List.of(), Prefer.ROUTE, ProbeRules.DEFAULT);
    }
    return node.map().map(UplinkReader::uplinks).orElse(UplinkRules.SINGLE);
  }

  private static UplinkRules uplinks(ConfigMap map) {
    Mode mode =
        map.need("mode", "failover").flatMap(node -> node.choice(MODES)).orElse(Mode.SINGLE);
    List<Wanted> wanted = map.get("interfaces").map(UplinkReader::wanted).orElse(List.of());
    Prefer prefer =
        map.get("prefer").flatMap(node -> node.choice(PREFERENCES)).orElse(Prefer.ROUTE);
    ProbeRules probes =
        map.get("probe")
            .flatMap(ConfigNode::map)
            .map(UplinkReader::probes)
            .orElse(ProbeRules.DEFAULT);
    map.done();
    return new UplinkRules(mode, wanted, prefer, probes);
  }

  private static List<Wanted> wanted(ConfigNode node) {
    var wanted = new ArrayList<Wanted>();
    for (ConfigNode each : node.oneOrMore()) {
      one(each)
          .ifPresent(
              uplink -> {
                if (wanted.stream().anyMatch(w -> w.name().equals(uplink.name()))) {
                  each.mistake("There are two uplinks " + uplink.name(), "Give each its own name");
                }
                wanted.add(uplink);
              });
    }
    return wanted;
  }

  private static Optional<Wanted> one(ConfigNode node) {
    if (!node.isMap()) {
      return pattern(node).map(text -> new Wanted(text, text, List.of()));
    }
    return node.map()
        .flatMap(
            map -> {
              Optional<String> pattern =
                  map.need("interface", "wan1").flatMap(UplinkReader::pattern);
              Optional<String> name = map.get("name").flatMap(UplinkReader::name);
              List<IpAddress> hosts = map.get("probe").map(UplinkReader::hosts).orElse(List.of());
              map.done();
              return pattern.map(text -> new Wanted(text, name.orElse(text), hosts));
            });
  }

  private static Optional<String> pattern(ConfigNode node) {
    return node.read(
        text -> {
          boolean fits = Words.isInterfaceName(text) && text.indexOf('*') == text.lastIndexOf('*');
          if (!fits) {
            throw new IllegalArgumentException("This is not the name of an interface");
          }
          return text;
        },
        "Write it as \"ip link\" shows it, such as wan1; one * stands for any end: ppp*");
  }

  private static Optional<String> name(ConfigNode node) {
    return node.read(
        text -> {
          if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}") || text.matches("active|all")) {
            throw new IllegalArgumentException("This is not a name for an uplink");
          }
          return text;
        },
        "Write a word such as primary; active and all have a meaning of their own");
  }

  private static ProbeRules probes(ConfigMap map) {
    ProbeRules usual = ProbeRules.DEFAULT;
    var by = new ArrayList<ProbeRules.Method>();
    map.get("by").map(ConfigNode::oneOrMore).orElse(List.of()).stream()
        .flatMap(node -> node.choice(METHODS).stream())
        .filter(method -> !by.contains(method))
        .forEach(by::add);
    List<IpAddress> hosts = map.get("hosts").map(UplinkReader::hosts).orElse(usual.hosts());
    Duration interval = duration(map, "interval", SHORTEST, usual.interval());
    Duration burst = duration(map, "burst", SHORTEST, usual.burst());
    Duration timeout = duration(map, "timeout", SHORTEST, usual.timeout());
    int down = count(map, "down-after", usual.downAfter());
    int up = count(map, "up-after", usual.upAfter());
    Duration hold = duration(map, "hold", Duration.ZERO, usual.hold());
    map.done();
    return new ProbeRules(
        by.isEmpty() ? usual.by() : by, hosts, interval, burst, timeout, down, up, hold);
  }

  private static Duration duration(ConfigMap map, String key, Duration least, Duration usual) {
    return map.get(key).flatMap(node -> node.duration(least, HOUR)).orElse(usual);
  }

  private static int count(ConfigMap map, String key, int usual) {
    return map.get(key).flatMap(node -> node.integer(1, 100)).orElse(usual);
  }

  private static List<IpAddress> hosts(ConfigNode node) {
    return node.oneOrMore().stream()
        .flatMap(
            each ->
                each
                    .read(
                        text ->
                            IpAddress.parse(text)
                                .orElseThrow(
                                    () -> new IllegalArgumentException("This is not an address")),
                        "Write the address of a machine beyond the gateway, such as 9.9.9.9")
                    .stream())
        .distinct()
        .toList();
  }
}
