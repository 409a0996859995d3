package homeport.agent.uplink;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Observation;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the address to publish in the machine's own state.
 *
 * @param state as just read
 * @param routes asked once or a few times; the only thing here that is not in the arguments
 * @param rules of the configuration
 */
public record AddressFinder(NetworkState state, Routes routes, AddressRules rules) {

  /** Mode {@code outgoing}: the address of the interface that traffic to the Internet leaves by. */
  public Finding outgoing(AddressFamily family) {
    IpAddress destination = rules.destination(family);
    return switch (routes.towards(destination, Optional.empty())) {
      case RouteAnswer.Leaves leaves -> leaving(family, besideTunnels(destination, leaves));
      case RouteAnswer.Unreachable(var why) -> noRoute(family, why);
      case RouteAnswer.Unknown(var why) ->
          Finding.unknown("the route to the Internet is not known: " + why);
    };
  }

  /** Mode {@code interface: NAME}: the address of this interface, whatever carries the traffic. */
  public Finding on(String name, AddressFamily family) {
    Optional<InterfaceState> found = state.named(name);
    if (found.isEmpty()) {
      return Finding.unknown("there is no interface " + name + suggestion());
    }
    RouteAnswer answer = routes.towardsBy(rules.destination(family), name);
    return answer instanceof RouteAnswer.Leaves leaves && leaves.interfaceName().equals(name)
        ? addressOf(found.get(), family, leaves.source(), leaves.gateway(), "")
        : addressOf(found.get(), family, Optional.empty(), Optional.empty(), "");
  }

  /**
   * Mode {@code prefix-of: NAME}: the IPv6 address of a machine behind this one.
   *
   * @param neighbours needed for a host part that is learnt
   * @param before the address that was found last, for one that is learnt
   * @param uplink the interface of the uplink that is wanted, to choose among several prefixes;
   *     empty for the one that carries the traffic
   */
  public Finding behind(
      AddressMode.Behind host,
      List<Neighbour> neighbours,
      Optional<IpAddress> before,
      Optional<String> uplink) {
    return state
        .named(host.interfaceName())
        .map(i -> new BehindFinder(i, routes, rules, uplink).find(host, neighbours, before))
        .orElseGet(
            () -> Finding.unknown("there is no interface " + host.interfaceName() + suggestion()));
  }

  private String suggestion() {
    List<String> names =
        state.interfaces().stream().filter(i -> !i.loopback()).map(InterfaceState::name).toList();
    return names.isEmpty() ? "" : " (there are: " + String.join(", ", names) + ")";
  }

  /**
   * A tunnel that took over only a part of the address space (two halves, often) is not the uplink:
   * the default route beside it is.
   */
  private RouteAnswer.Leaves besideTunnels(IpAddress destination, RouteAnswer.Leaves leaves) {
    boolean splitTunnel =
        leaves.matched() == Matched.PART
            && !rules.tunnels().contains(leaves.interfaceName())
            && state.named(leaves.interfaceName()).filter(InterfaceState::isTunnel).isPresent();
    if (!splitTunnel) {
      return leaves;
    }
    return state.interfaces().stream()
        .filter(i -> i.up() && !i.loopback() && !i.isTunnel())
        .map(i -> routes.towardsBy(destination, i.name()))
        .filter(RouteAnswer.Leaves.class::isInstance)
        .map(RouteAnswer.Leaves.class::cast)
        // Without a route by this interface the kernel assumes the destination on the link.
        .filter(l -> l.matched() == Matched.DEFAULT || l.matched() == Matched.SHARED_DEFAULT)
        .min(Comparator.comparingLong(RouteAnswer.Leaves::metric))
        .orElse(leaves);
  }

  private Finding leaving(AddressFamily family, RouteAnswer.Leaves leaves) {
    Optional<InterfaceState> found = state.named(leaves.interfaceName());
    if (found.isEmpty()) {
      return Finding.unknown("the interface " + leaves.interfaceName() + " has just gone");
    }
    InterfaceState out = found.get();
    if (out.loopback()) {
      return Finding.unknown(
          rules.destination(family) + ", asked for in place of the Internet, is this machine");
    }
    if (out.isTunnel()
        && leaves.matched() == Matched.PART
        && !rules.tunnels().contains(out.name())) {
      return Finding.unknown(
          "traffic leaves by the tunnel " + out.name() + ", which is not named as an uplink");
    }
    String note =
        leaves.matched() == Matched.SHARED_DEFAULT ? ", one of several equal default routes" : "";
    return addressOf(out, family, leaves.source(), leaves.gateway(), note);
  }

  private Finding addressOf(
      InterfaceState out,
      AddressFamily family,
      Optional<IpAddress> preferred,
      Optional<IpAddress> gateway,
      String note) {
    if (!out.up()) {
      return Finding.unknown(out.name() + " is switched off");
    }
    if (!out.carrier()) {
      return Finding.unknown(out.name() + " has no carrier (cable, or the other end is off)");
    }
    List<InterfaceAddress> own = out.addresses(family);
    Optional<InterfaceAddress> best = AddressChoice.best(own, preferred, rules.ipv6());
    Optional<InterfaceState> owner = preferred.flatMap(state::owner);
    if (best.isEmpty() && owner.isPresent() && !owner.get().equals(out)) {
      // An unnumbered line: its packets come from an address that another interface keeps.
      best = AddressChoice.best(owner.get().addresses(family), preferred, rules.ipv6());
      note = ", kept on " + owner.get().name() + note;
    }
    if (best.isEmpty()) {
      return family == AddressFamily.IPV6 && own.isEmpty()
          // Not even link-local, on a live interface: IPv6 is switched off there.
          ? nothing("IPv6 is off on " + out.name())
          : Finding.unknown(
              out.name() + " has " + AddressChoice.whyNone(family, own, rules.ipv6()));
    }
    IpAddress address = best.get().address();
    String how = preferred.filter(address::equals).isPresent() ? ", preferred source" : "";
    return new Finding(
        new Observation.Known(List.of(address), out.name() + how + note),
        Optional.of(new Uplink(out.name(), address, gateway)));
  }

  private Finding noRoute(AddressFamily family, String why) {
    List<InterfaceState> live =
        state.interfaces().stream().filter(i -> !i.loopback() && i.up() && i.carrier()).toList();
    boolean familyIsOff =
        family == AddressFamily.IPV6
            && !live.isEmpty()
            && live.stream().allMatch(i -> i.addresses(family).isEmpty());
    return familyIsOff
        ? nothing("IPv6 is off on this machine")
        : Finding.unknown("no " + family.describe() + " route to the Internet: " + why);
  }

  private static Finding nothing(String origin) {
    return new Finding(new Observation.Known(List.of(), origin), Optional.empty());
  }
}
