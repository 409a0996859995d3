package homeport.agent.uplink;

import homeport.agent.uplink.RouteAnswer.Leaves;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kernel that answers what it was told. */
final class FakeRoutes implements Routes {
  private RouteAnswer answer = new RouteAnswer.Unreachable("network is unreachable");
  private final Map<String, RouteAnswer> byInterface = new HashMap<>();
  private List<DefaultRoute> defaults = List.of();

  FakeRoutes outgoing(String name, String source, Matched matched) {
    answer = leaves(name, source, matched, 100);
    return this;
  }

  FakeRoutes by(String name, String source, Matched matched, long metric) {
    byInterface.put(name, leaves(name, source, matched, metric));
    return this;
  }

  FakeRoutes defaults(List<DefaultRoute> those) {
    defaults = those;
    return this;
  }

  @Override
  public List<DefaultRoute> defaults() {
    return defaults;
  }

  private static Leaves leaves(String name, String source, Matched matched, long metric) {
    return new Leaves(name, Optional.of(IpAddress.of(source)), Optional.empty(), matched, metric);
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return answer;
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return byInterface.getOrDefault(
        interfaceName, new RouteAnswer.Unreachable("no route by this interface"));
  }
}
