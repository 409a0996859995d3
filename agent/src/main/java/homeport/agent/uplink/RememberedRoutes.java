package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of one look: each way is asked once, however many hosts want to know it. For one
 * thread, and not for longer than the look.
 */
public final class RememberedRoutes implements Routes {
  private final Routes routes;
  private final Map<Packet, RouteAnswer> answers = new HashMap<>();

  private record Packet(IpAddress destination, Optional<IpAddress> source) {}

  /**
   * @param routes who knows
   */
  public RememberedRoutes(Routes routes) {
    this.routes = routes;
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return answers.computeIfAbsent(
        new Packet(destination, source), p -> routes.towards(p.destination(), p.source()));
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return routes.towardsBy(destination, interfaceName);
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName, IpAddress source) {
    return routes.towardsBy(destination, interfaceName, source);
  }

  @Override
  public List<DefaultRoute> defaults() {
    return routes.defaults();
  }
}
