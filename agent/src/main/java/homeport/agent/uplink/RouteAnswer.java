package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.Optional;

/** What the kernel says about the way to a destination. */
public sealed interface RouteAnswer {

  /**
   * Packets leave by this interface.
   *
   * @param interfaceName which
   * @param source the source address that the kernel prefers, or the one that was asked about
   * @param gateway the next machine; nothing if the destination is on the link itself
   * @param matched what decided
   * @param metric the route's metric, the lower the better; 0 if unknown
   */
  record Leaves(
      String interfaceName,
      Optional<IpAddress> source,
      Optional<IpAddress> gateway,
      Matched matched,
      long metric)
      implements RouteAnswer {}

  /**
   * There is no way.
   *
   * @param why the kernel's reason, in words
   */
  record Unreachable(String why) implements RouteAnswer {}

  /**
   * The kernel could not be asked, so the way is not known.
   *
   * @param why in words
   */
  record Unknown(String why) implements RouteAnswer {}

  /** Which sort of route decided. */
  enum Matched {
    /** The default route. */
    DEFAULT,
    /** Several default routes share the traffic: there is no single outgoing address. */
    SHARED_DEFAULT,
    /** A route for some part of the address space: a network on the link, a split tunnel. */
    PART,
    /** The system does not tell. */
    UNKNOWN
  }
}
