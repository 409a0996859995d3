package homeport.agent.uplink;

import static java.util.Comparator.comparingInt;

import homeport.agent.plan.Observation;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.UplinkRules.Wanted;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the uplinks in the machine's own state.
 *
 * @param state as just read
 * @param routes asked a few times
 * @param addresses which address of an uplink is its own
 */
public record UplinkFinder(NetworkState state, Routes routes, AddressRules addresses) {

  /** The uplinks in order: as written, or those with a default route, best metric first. */
  public List<FoundUplink> find(UplinkRules rules) {
    return rules.wanted().isEmpty() ? byThemselves() : named(rules.wanted());
  }

  private List<FoundUplink> named(List<Wanted> wanted) {
    var found = new ArrayList<FoundUplink>();
    var taken = new HashSet<String>();
    for (Wanted each : wanted) {
      List<String> matching =
          state.interfaces().stream()
              .map(InterfaceState::name)
              .filter(name -> each.matches(name) && taken.add(name))
              .sorted()
              .toList();
      if (matching.isEmpty()) {
        found.add(absent(each));
      }
      for (String name : matching) {
        boolean first = name.equals(matching.getFirst());
        found.add(
            uplink(first ? each.name() : name, name, each.hosts(), "named in the configuration"));
      }
    }
    return found;
  }

  private static FoundUplink absent(Wanted wanted) {
    var cut = new Way.Cut("there is no interface " + wanted.pattern());
    return new FoundUplink(
        wanted.name(),
        "",
        Map.of(AddressFamily.IPV4, cut, AddressFamily.IPV6, cut),
        wanted.hosts(),
        "named in the configuration");
  }

  private List<FoundUplink> byThemselves() {
    Set<String> seen = new HashSet<>();
    return routes.defaults().stream()
        .sorted(
            comparingInt((DefaultRoute route) -> route.table() == DefaultRoute.MAIN_TABLE ? 0 : 1)
                .thenComparingLong(DefaultRoute::metric)
                .thenComparing(DefaultRoute::interfaceName))
        .filter(route -> isUplink(route.interfaceName()) && seen.add(route.interfaceName()))
        .map(
            route ->
                uplink(
                    route.interfaceName(),
                    route.interfaceName(),
                    List.of(),
                    "found by its default route" + table(route)))
        .toList();
  }

  private static String table(DefaultRoute route) {
    return route.table() == DefaultRoute.MAIN_TABLE ? "" : " in table " + route.table();
  }

  private boolean isUplink(String name) {
    return state
        .named(name)
        .filter(i -> !i.loopback() && (!i.isTunnel() || addresses.tunnels().contains(name)))
        .isPresent();
  }

  private FoundUplink uplink(String name, String interfaceName, List<IpAddress> hosts, String why) {
    var ways = new EnumMap<AddressFamily, Way>(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      ways.put(family, way(interfaceName, family));
    }
    return new FoundUplink(name, interfaceName, ways, hosts, why);
  }

  private Way way(String interfaceName, AddressFamily family) {
    Finding finding = new AddressFinder(state, routes, addresses).on(interfaceName, family);
    Optional<Uplink> uplink = finding.uplink();
    if (uplink.isEmpty()) {
      return new Way.Cut(
          switch (finding.observation()) {
            case Observation.Unknown(var why) -> why;
            case Observation.Known(_, var origin) -> origin;
          });
    }
    IpAddress destination = addresses.destination(family);
    boolean leaves =
        leavesBy(interfaceName, routes.towards(destination, Optional.of(uplink.get().source())))
            || leavesBy(interfaceName, routes.towardsBy(destination, interfaceName));
    return leaves
        ? new Way.Open(uplink.get())
        : new Way.Cut("no " + family.describe() + " route leads out of " + interfaceName);
  }

  private static boolean leavesBy(String interfaceName, RouteAnswer answer) {
    return answer instanceof RouteAnswer.Leaves leaves
        && leaves.interfaceName().equals(interfaceName);
  }
}
