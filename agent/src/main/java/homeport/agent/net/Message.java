package homeport.agent.net;

import homeport.agent.uplink.InterfaceAddress;
import homeport.dns.IpAddress;
import java.util.Optional;

/** What the kernel answers. */
sealed interface Message {

  /** A link. */
  record Link(int index, String name, String kind, int flags) implements Message {}

  /** An address on the link of this index. */
  record Address(int index, InterfaceAddress address) implements Message {}

  /**
   * A route.
   *
   * @param type unicast, local, unreachable...
   * @param interfaceIndex 0 if there is none, or several
   * @param destinationLength bits of the destination that the route gives; 0 is a default route
   * @param shared whether several next machines share the traffic
   */
  record Route(
      int type,
      int interfaceIndex,
      int destinationLength,
      Optional<IpAddress> source,
      Optional<IpAddress> gateway,
      long metric,
      boolean shared)
      implements Message {}

  /** The end of an answer in parts, or the acknowledgement: 0, or an error number. */
  record End(int error) implements Message {}

  /** What changed meanwhile made this answer inconsistent. */
  record Interrupted() implements Message {}
}
