package homeport.agent.uplink;

import static java.util.Comparator.comparing;

import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Which of an interface's addresses is the one to publish. */
final class AddressChoice {
  private AddressChoice() {}

  /**
   * The same addresses give the same choice in whatever order they come, and lifetimes that count
   * down do not change it.
   *
   * @param preferred the source address that the kernel would take; wins if it may be published
   * @param sort which sort of IPv6 addresses may be published
   */
  static Optional<InterfaceAddress> best(
      List<InterfaceAddress> addresses, Optional<IpAddress> preferred, Ipv6Choice sort) {
    return addresses.stream().filter(a -> a.isUsable() && sort.takes(a)).min(order(preferred));
  }

  /**
   * The address whose network is an interface's prefix: of any sort, since all of a network tell
   * the same.
   *
   * @param standing how well packets from an address leave, the lower the better
   */
  static Optional<InterfaceAddress> prefixGiver(
      List<InterfaceAddress> addresses, ToIntFunction<InterfaceAddress> standing) {
    return addresses.stream()
        .filter(InterfaceAddress::isUsable)
        .min(
            // An address alone, such as DHCPv6's, says nothing of a prefix.
            comparing((InterfaceAddress a) -> a.prefixLength() == 128)
                .thenComparing(a -> AddressRange.of(a.address()).isPresent())
                .thenComparingInt(standing)
                .thenComparing(order(Optional.empty())));
  }

  private static Comparator<InterfaceAddress> order(Optional<IpAddress> preferred) {
    // false sorts before true, so each line says what comes last
    return comparing((InterfaceAddress a) -> preferred.filter(a.address()::equals).isEmpty())
        // The kernel prefers a temporary address: then the stable one of the same network.
        .thenComparing(a -> preferred.filter(a.network()::contains).isEmpty())
        .thenComparing(a -> AddressRange.of(a.address()).isPresent())
        .thenComparing(a -> a.is(Flag.SECONDARY))
        .thenComparing(a -> !a.is(Flag.PERMANENT))
        // SLAAC's /64 before DHCPv6's /128 beside it.
        .thenComparingInt(InterfaceAddress::prefixLength)
        .thenComparing(InterfaceAddress::address);
  }

  /** Why there is none to choose, in words that follow "wan1 has". */
  static String whyNone(AddressFamily family, List<InterfaceAddress> addresses, Ipv6Choice sort) {
    if (addresses.isEmpty()) {
      return "no " + family.describe() + " address";
    }
    List<String> reasons = addresses.stream().map(a -> whyNot(a, sort)).distinct().toList();
    return "no " + family.describe() + " address to publish, only " + String.join(", ", reasons);
  }

  private static String whyNot(InterfaceAddress a, Ipv6Choice sort) {
    if (a.scope() != InterfaceAddress.Scope.GLOBAL) {
      return "link-local ones";
    }
    if (a.is(Flag.DAD_FAILED)) {
      return a.address() + ", which another machine has too";
    }
    if (a.is(Flag.TENTATIVE)) {
      return a.address() + ", which is still checked for duplicates";
    }
    if (!a.isUsable()) {
      return a.address() + ", which is deprecated";
    }
    if (a.is(Flag.TEMPORARY)) {
      return a.address() + ", which is temporary";
    }
    return a.address()
        + (sort == Ipv6Choice.EUI64
            ? ", which is not made of the MAC address"
            : ", which is not temporary");
  }
}
