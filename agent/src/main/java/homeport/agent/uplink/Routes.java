package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/** Asks which way packets leave. Nothing is sent to the destination. */
public interface Routes {

  /**
   * The way to a destination.
   *
   * @param source the source address that the packet would have; decides where there are rules by
   *     source. Empty to let the kernel choose
   */
  RouteAnswer towards(IpAddress destination, Optional<IpAddress> source);

  /** The way to a destination if it had to leave by this interface. */
  RouteAnswer towardsBy(IpAddress destination, String interfaceName);

  /** The same for a packet with this source address, where rules by source may decide otherwise. */
  default RouteAnswer towardsBy(IpAddress destination, String interfaceName, IpAddress source) {
    return towardsBy(destination, interfaceName);
  }

  /** The default routes of every table and both families; empty where the system does not tell. */
  default List<DefaultRoute> defaults() {
    return List.of();
  }
}
