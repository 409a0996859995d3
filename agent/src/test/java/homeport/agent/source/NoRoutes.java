package homeport.agent.source;

import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.util.Optional;

/** A kernel that is not asked: what leaves as the kernel likes needs no answer. */
final class NoRoutes implements Routes {
  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return new RouteAnswer.Unknown("not asked in this test");
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return towards(destination, Optional.empty());
  }
}
