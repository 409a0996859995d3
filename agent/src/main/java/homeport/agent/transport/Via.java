package homeport.agent.transport;

import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/** How a connection should leave the machine. */
public sealed interface Via {

  /** As the kernel likes. */
  record Any() implements Via {}

  /**
   * As the administrator's rules like: the packets carry a mark (SO_MARK) that rules of routing and
   * firewall may ask for. Fails where the program may not set it.
   *
   * @param mark any 32 bits
   */
  record Marked(int mark) implements Via {}

  /** By this uplink, and no other way. */
  static Via of(Uplink uplink) {
    return new By(uplink.interfaceName(), List.of(uplink.source()), true);
  }

  /**
   * From this uplink. A destination that the kernel does not reach through it (loopback, the local
   * network, another route) is reached as the kernel likes, unless the uplink is required.
   *
   * @param interfaceName the uplink's interface
   * @param sources its addresses, at most one of each family
   * @param required whether to fail rather than leave by another way
   */
  record By(String interfaceName, List<IpAddress> sources, boolean required) implements Via {
    public By {
      sources = List.copyOf(sources);
      if (sources.size() != sources.stream().map(IpAddress::family).distinct().count()) {
        throw new IllegalArgumentException("one source address of each family at most");
      }
    }

    Optional<IpAddress> source(AddressFamily family) {
      return sources.stream().filter(source -> source.family() == family).findFirst();
    }
  }
}
