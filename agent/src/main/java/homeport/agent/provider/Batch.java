package homeport.agent.provider;

import homeport.agent.plan.Change;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * Changes that go out in one request.
 *
 * @param changes at least one; each name has the same addresses, or, where the provider is sent
 *     nothing else, the same {@link #prefix}
 */
public record Batch(List<Change.Put> changes) {

  public Batch {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a batch has changes");
    }
  }

  /** The names, each once, in the order in which they are sent and answered. */
  List<String> names() {
    return changes.stream().map(change -> change.key().target().name()).distinct().toList();
  }

  /** The addresses, IPv4 first. */
  List<IpAddress> addresses() {
    return changes.stream().flatMap(c -> c.addresses().stream()).distinct().sorted().toList();
  }

  Optional<IpAddress> address(AddressFamily family) {
    return addresses().stream().filter(address -> address.family() == family).findFirst();
  }

  /** The network of the IPv6 address: its first 64 bits, behind which the machines differ. */
  Optional<Prefix> prefix() {
    return address(AddressFamily.IPV6).map(Batch::network);
  }

  static Prefix network(IpAddress address) {
    return new Prefix(address, 64);
  }

  /** The changes of one name: one for each family. */
  List<Change.Put> of(String name) {
    return changes.stream().filter(c -> c.key().target().name().equals(name)).toList();
  }
}
