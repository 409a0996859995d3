package homeport.agent.net;

import homeport.agent.uplink.InterfaceAddress;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/** What the kernel answers. */
sealed interface Message {

  /** A link. */
  record Link(int index, String name, String kind, int flags, boolean carrier) implements Message {}

  /** An address on the link of this index. */
  record Address(int index, InterfaceAddress address) implements Message {}

  /**
   * A route.
   *
   * @param type unicast, local, unreachable...
   * @param destinationLength bits of the destination that the route gives; 0 is a default route
   * @param hops the next machines; several share the traffic, and an unreachable route has none
   */
  record Route(
      AddressFamily family,
      int type,
      int destinationLength,
      int table,
      Optional<IpAddress> source,
      List<Hop> hops,
      long metric)
      implements Message {

    public Route {
      hops = List.copyOf(hops);
    }
  }

  /** Where a route goes next. */
  record Hop(int interfaceIndex, Optional<IpAddress> gateway) {}

  /**
   * A machine on the link of this index.
   *
   * @param hardwareAddress empty if the link has none
   * @param state bits of {@code NUD_*}
   */
  record Neighbour(int index, IpAddress address, String hardwareAddress, int state)
      implements Message {}

  /** The end of an answer in parts, or the acknowledgement: 0, or an error number. */
  record End(int error) implements Message {}

  /** What changed meanwhile made this answer inconsistent. */
  record Interrupted() implements Message {}
}
