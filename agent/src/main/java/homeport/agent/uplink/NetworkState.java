package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * The machine's interfaces at one instant.
 *
 * @param interfaces in the kernel's order
 */
public record NetworkState(List<InterfaceState> interfaces) {

  public NetworkState {
    interfaces = List.copyOf(interfaces);
  }

  /** The interface of this name. */
  public Optional<InterfaceState> named(String name) {
    return interfaces.stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /** The interface that has this address. */
  public Optional<InterfaceState> owner(IpAddress address) {
    return interfaces.stream().filter(i -> i.has(address)).findFirst();
  }
}
