package homeport.agent.checkup;

import homeport.agent.doctor.Symptom;
import homeport.agent.plan.Observation;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.agent.uplink.Uplink;
import homeport.agent.uplink.UplinkFinder;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at links, addresses and routes, as the kernel has them.
 *
 * @param state as just read
 * @param families that count
 */
public record UplinksLook(
    NetworkState state,
    Routes routes,
    UplinkRules rules,
    AddressRules addresses,
    Set<AddressFamily> families) {

  /**
   * What the look brought.
   *
   * @param open the lines that can carry something, in order
   */
  public record Seen(List<Symptom> symptoms, Map<Line, Uplink> open) {}

  /** Looks. */
  public Seen look() {
    var symptoms = new ArrayList<Symptom>();
    var open = new LinkedHashMap<Line, Uplink>();
    for (AddressFamily family : new TreeSet<>(families)) {
      if (rules.mode() == Mode.SINGLE) {
        single(family, symptoms, open);
      } else {
        several(family, symptoms, open);
      }
    }
    open.forEach((line, uplink) -> symptoms.add(leaving(line, uplink)));
    ipv6WithoutRoute().ifPresent(symptoms::add);
    severalUnwatched().ifPresent(symptoms::add);
    return new Seen(symptoms, open);
  }

  private void single(AddressFamily family, List<Symptom> symptoms, Map<Line, Uplink> open) {
    Finding finding = new AddressFinder(state, routes, addresses).outgoing(family);
    if (finding.uplink().isPresent()) {
      Uplink uplink = finding.uplink().get();
      open.put(new Line(uplink.interfaceName(), family), uplink);
      return;
    }
    String why =
        switch (finding.observation()) {
          case Observation.Unknown(var words) -> words;
          case Observation.Known(_, var origin) -> origin;
        };
    if (routes.towards(addresses.destination(family), Optional.empty())
        instanceof RouteAnswer.Leaves leaves) {
      symptoms.add(cut(new Line(leaves.interfaceName(), family), leaves.interfaceName(), why));
    } else if (ipv6WithoutRoute().isEmpty() || family == AddressFamily.IPV4) {
      symptoms.add(new Symptom.NoWay(family, why, defaults(family)));
    }
  }

  private void several(AddressFamily family, List<Symptom> symptoms, Map<Line, Uplink> open) {
    List<FoundUplink> found = new UplinkFinder(state, routes, addresses).find(rules);
    var cuts = new ArrayList<Symptom>();
    boolean any = false;
    for (FoundUplink uplink : found) {
      switch (uplink.way(family)) {
        case Way.Open(var way) -> {
          open.put(uplink.line(family), way);
          any = true;
        }
        case Way.Cut(var why) ->
            cuts.add(
                strayed(uplink, family)
                    .orElseGet(() -> cut(uplink.line(family), uplink.interfaceName(), why)));
      }
    }
    // Many a second uplink has no IPv6 at all.
    if (family == AddressFamily.IPV4) {
      symptoms.addAll(cuts);
    }
    if (!any && (family == AddressFamily.IPV6 ? ipv6WithoutRoute().isEmpty() : cuts.isEmpty())) {
      symptoms.add(new Symptom.NoWay(family, "no uplink has one", defaults(family)));
    }
  }

  /** It has an address, whose packets leave by another uplink. */
  private Optional<Symptom> strayed(FoundUplink uplink, AddressFamily family) {
    return new AddressFinder(state, routes, addresses)
        .on(uplink.interfaceName(), family)
        .uplink()
        .filter(
            way ->
                routes.towards(addresses.destination(family), Optional.of(way.source()))
                    instanceof RouteAnswer.Leaves)
        .map(way -> leaving(uplink.line(family), way));
  }

  private Symptom cut(Line line, String interfaceName, String why) {
    Optional<InterfaceState> found = state.named(interfaceName);
    Symptom.Cut.Lack lack =
        found.isEmpty()
            ? Symptom.Cut.Lack.INTERFACE
            : !found.get().up() || !found.get().carrier()
                ? Symptom.Cut.Lack.CARRIER
                : found.get().addresses(line.family()).stream()
                        .noneMatch(InterfaceAddress::isUsable)
                    ? Symptom.Cut.Lack.ADDRESS
                    : Symptom.Cut.Lack.ROUTE;
    return new Symptom.Cut(line, lack, why);
  }

  private Symptom leaving(Line line, Uplink uplink) {
    IpAddress destination = addresses.destination(line.family());
    return new Symptom.Leaving(
        line,
        uplink.interfaceName(),
        uplink.source(),
        routes.towards(destination, Optional.of(uplink.source())),
        routes.towardsBy(destination, uplink.interfaceName(), uplink.source()),
        defaults(line.family()).stream()
            .filter(route -> route.interfaceName().equals(uplink.interfaceName()))
            .toList());
  }

  private List<DefaultRoute> defaults(AddressFamily family) {
    return routes.defaults().stream()
        .filter(route -> route.family() == family)
        .sorted(Comparator.comparingInt(DefaultRoute::table))
        .toList();
  }

  /** An address that is good for the Internet, on a machine that has no way there. */
  private Optional<Symptom> ipv6WithoutRoute() {
    if (!(routes.towards(addresses.destinationIpv6(), Optional.empty())
        instanceof RouteAnswer.Unreachable)) {
      return Optional.empty();
    }
    return state.interfaces().stream()
        .filter(each -> each.up() && each.carrier() && !each.loopback() && !each.isTunnel())
        .flatMap(
            each ->
                each.addresses(AddressFamily.IPV6).stream()
                    .filter(InterfaceAddress::isUsable)
                    .map(InterfaceAddress::address)
                    .filter(UplinksLook::isGlobal)
                    .map(address -> (Symptom) new Symptom.Ipv6WithoutRoute(each.name(), address)))
        .findFirst();
  }

  /** Addresses of examples too: a laboratory should find what a firewall would. */
  private static boolean isGlobal(IpAddress address) {
    return AddressRange.of(address).map(range -> range == AddressRange.DOCUMENTATION).orElse(true);
  }

  private Optional<Symptom> severalUnwatched() {
    if (rules.mode() != Mode.SINGLE) {
      return Optional.empty();
    }
    var themselves =
        new UplinkRules(Mode.FAILOVER, List.of(), UplinkRules.Prefer.ROUTE, rules.probes());
    List<String> names =
        new UplinkFinder(state, routes, addresses)
            .find(themselves).stream()
                .filter(uplink -> uplink.way(AddressFamily.IPV4) instanceof Way.Open)
                .map(FoundUplink::interfaceName)
                .toList();
    return names.size() > 1 ? Optional.of(new Symptom.SeveralUplinks(names)) : Optional.empty();
  }
}
