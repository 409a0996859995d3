package homeport.agent.transport;

import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.util.Optional;

/** A kernel that sends everything by one interface, whatever is asked. */
public record StillRoutes(String interfaceName) implements Routes {

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return new RouteAnswer.Leaves(
        interfaceName, source, Optional.empty(), RouteAnswer.Matched.DEFAULT, 0);
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String name) {
    return towards(destination, Optional.empty());
  }
}
