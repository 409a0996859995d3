package homeport.agent;

import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.plan.AddressMode;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Pick;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A machine with interfaces of one address each, and one of them carrying the traffic. */
final class FakeNetwork implements Network {
  private final Map<String, IpAddress> addresses = new LinkedHashMap<>();
  private String outgoing = "wan1";
  private boolean broken;

  /** The usual question, of IPv4. */
  static Question question(AddressMode mode) {
    return new Question(
        mode, new Pick.Active(), AddressFamily.IPV4, AddressRules.DEFAULT, Optional.empty());
  }

  FakeNetwork has(String interfaceName, String address) {
    addresses.put(interfaceName, IpAddress.of(address));
    return this;
  }

  FakeNetwork lacks(String interfaceName) {
    addresses.remove(interfaceName);
    return this;
  }

  FakeNetwork leavesBy(String interfaceName) {
    outgoing = interfaceName;
    return this;
  }

  IpAddress address(String interfaceName) {
    return Objects.requireNonNull(addresses.get(interfaceName));
  }

  FakeNetwork broken(boolean now) {
    broken = now;
    return this;
  }

  @Override
  public NetworkState read() throws IOException {
    if (broken) {
      throw new IOException("no more buffer space");
    }
    return new NetworkState(
        addresses.entrySet().stream()
            .map(
                each ->
                    new InterfaceState(
                        each.getKey(),
                        1,
                        "",
                        true,
                        true,
                        false,
                        List.of(
                            new InterfaceAddress(
                                each.getValue(),
                                24,
                                InterfaceAddress.Scope.GLOBAL,
                                Set.of(),
                                InterfaceAddress.FOREVER))))
            .toList());
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return towardsBy(destination, outgoing);
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    IpAddress own = addresses.get(interfaceName);
    if (own == null || destination.family() != AddressFamily.IPV4) {
      return new RouteAnswer.Unreachable("network is unreachable");
    }
    return new RouteAnswer.Leaves(
        interfaceName, Optional.of(own), Optional.empty(), RouteAnswer.Matched.DEFAULT, 0);
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
