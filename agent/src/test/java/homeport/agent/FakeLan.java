package homeport.agent;

import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.Neighbour;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A firewall with IPv6: wan1 carries the traffic, lan0 has what the test says. */
final class FakeLan implements Network {
  private static final IpAddress WAN = IpAddress.of("2001:db8:f::1");

  final List<Neighbour> table = new ArrayList<>();
  int tableRead;
  int routesAsked;
  private List<InterfaceAddress> lan = List.of();

  /** The addresses of lan0; one that ends with {@code !} is deprecated. */
  FakeLan has(String... cidrs) {
    lan = Arrays.stream(cidrs).map(FakeLan::address).toList();
    return this;
  }

  private static InterfaceAddress address(String text) {
    String[] parts = text.replace("!", "").split("/");
    Set<InterfaceAddress.Flag> flags =
        text.endsWith("!") ? Set.of(InterfaceAddress.Flag.DEPRECATED) : Set.of();
    return new InterfaceAddress(
        IpAddress.of(parts[0]),
        Integer.parseInt(parts[1]),
        InterfaceAddress.Scope.GLOBAL,
        flags,
        1800);
  }

  @Override
  public NetworkState read() {
    return new NetworkState(
        List.of(
            new InterfaceState("wan1", 2, "", true, true, false, List.of(address(WAN + "/64"))),
            new InterfaceState("lan0", 3, "", true, true, false, lan)));
  }

  @Override
  public List<Neighbour> neighbours() {
    tableRead++;
    return List.copyOf(table);
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    routesAsked++;
    return new RouteAnswer.Leaves(
        "wan1", Optional.of(WAN), Optional.empty(), RouteAnswer.Matched.DEFAULT, 0);
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return towards(destination, Optional.empty());
  }

  @Override
  public Hint await(Duration timeout) {
    return new Hint.Timeout();
  }

  @Override
  public void wake() {}

  @Override
  public String describe() {
    return "fake";
  }

  @Override
  public void close() {}
}
