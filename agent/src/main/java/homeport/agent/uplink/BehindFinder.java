package homeport.agent.uplink;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.plan.MacAddress;
import homeport.agent.plan.Observation;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * The address of a machine behind this one: the prefix of an interface, and a host part. Exact to
 * the bit, or not known: a prefix may shrink, move or go while host parts stay as they are.
 *
 * @param giver the interface whose address gives the prefix
 * @param uplink the interface that the machine's packets should leave by; empty for that of all
 *     traffic
 */
record BehindFinder(
    InterfaceState giver, Routes routes, AddressRules rules, Optional<String> uplink) {
  /** The bits that a MAC address makes. */
  private static final int IDENTIFIER = 64;

  Finding find(AddressMode.Behind host, List<Neighbour> neighbours, Optional<IpAddress> before) {
    if (!giver.up()) {
      return Finding.unknown(giver.name() + " is switched off");
    }
    if (!giver.carrier()) {
      return Finding.unknown(giver.name() + " has no carrier (cable, or the other end is off)");
    }
    List<InterfaceAddress> own = giver.addresses(AddressFamily.IPV6);
    Optional<InterfaceAddress> best = AddressChoice.prefixGiver(own, this::standing);
    if (best.isEmpty()) {
      return Finding.unknown(
          giver.name() + " has " + AddressChoice.whyNone(AddressFamily.IPV6, own, rules.ipv6()));
    }
    int length = host.length().orElse(best.get().prefixLength());
    if (length == 128) {
      return Finding.unknown(
          giver.name() + " has " + best.get() + ", which says nothing of a prefix; write length:");
    }
    var prefix = new Prefix(best.get().address(), length);
    return switch (host.host()) {
      case HostPart.Written(var bits) -> written(best.get(), prefix, bits);
      case HostPart.OfMac(var mac) -> made(best.get(), prefix, mac);
      case HostPart.Learnt(var mac) -> learnt(prefix, mac, neighbours, before);
    };
  }

  /**
   * How well packets from an address leave. Of several prefixes the one whose packets leave by the
   * wanted uplink is the one in use; one that was left has often no route for its packets.
   */
  private int standing(InterfaceAddress address) {
    IpAddress internet = rules.destination(AddressFamily.IPV6);
    return switch (routes.towards(internet, Optional.of(address.address()))) {
      case RouteAnswer.Leaves(var name, _, _, _, _) ->
          uplink.map(name::equals).orElseGet(() -> isDefaultWay(name)) ? 0 : 1;
      case RouteAnswer.Unreachable _, RouteAnswer.Unknown _ -> 2;
    };
  }

  private boolean isDefaultWay(String interfaceName) {
    IpAddress internet = rules.destination(AddressFamily.IPV6);
    return routes.towards(internet, Optional.empty()) instanceof RouteAnswer.Leaves leaves
        && leaves.interfaceName().equals(interfaceName);
  }

  private Finding written(InterfaceAddress best, Prefix prefix, IpAddress bits) {
    return prefix
        .with(bits)
        .map(address -> proven(best, prefix, address))
        .orElseGet(
            () ->
                Finding.unknown(
                    "the host part "
                        + bits
                        + " does not fit behind "
                        + prefix
                        + " of "
                        + giver.name()
                        + ", which leaves "
                        + (128 - prefix.length())
                        + " bits"));
  }

  private Finding made(InterfaceAddress best, Prefix prefix, MacAddress mac) {
    if (prefix.length() != IDENTIFIER) {
      return Finding.unknown(
          "a MAC address makes 64 bits, and "
              + prefix
              + " of "
              + giver.name()
              + " leaves "
              + (128 - prefix.length())
              + (prefix.length() < IDENTIFIER ? "; write length: 64" : ""));
    }
    return written(best, prefix, new IpAddress(AddressFamily.IPV6, 0, mac.interfaceIdentifier()));
  }

  private Finding learnt(
      Prefix prefix, MacAddress mac, List<Neighbour> neighbours, Optional<IpAddress> before) {
    // That it was seen on a link of ours proves the address.
    return LearntHost.choose(mac, prefix, neighbours, before)
        .map(address -> found(address, prefix, ", learnt from the neighbour table"))
        .orElseGet(
            () ->
                Finding.unknown(
                    "the neighbour table has no address of "
                        + mac
                        + " in "
                        + prefix
                        + " of "
                        + giver.name()));
  }

  /**
   * What lies in the interface's own network is ours. Beyond it (a subnet of a prefix whose length
   * was stated) the kernel must know a way that is not the one of all traffic: if the prefix
   * shrank, the rest of it is somebody else's now.
   */
  private Finding proven(InterfaceAddress best, Prefix prefix, IpAddress address) {
    if (best.network().contains(address)) {
      return found(address, prefix, "");
    }
    return switch (routes.towards(address, Optional.empty())) {
      case RouteAnswer.Leaves leaves when leadsInside(leaves) -> found(address, prefix, "");
      case RouteAnswer.Leaves leaves ->
          Finding.unknown(
              address
                  + " is not behind this machine: packets to it leave by "
                  + leaves.interfaceName()
                  + " like all others");
      case RouteAnswer.Unreachable(var why) ->
          Finding.unknown("no interface or route has the subnet of " + address + ": " + why);
      case RouteAnswer.Unknown(var why) ->
          Finding.unknown("whether " + address + " is behind this machine is not known: " + why);
    };
  }

  private boolean leadsInside(RouteAnswer.Leaves leaves) {
    return leaves.matched() != Matched.DEFAULT
        && leaves.matched() != Matched.SHARED_DEFAULT
        && !isDefaultWay(leaves.interfaceName());
  }

  private Finding found(IpAddress address, Prefix prefix, String note) {
    return new Finding(
        new Observation.Known(List.of(address), giver.name() + ", prefix " + prefix + note),
        Optional.empty());
  }
}
