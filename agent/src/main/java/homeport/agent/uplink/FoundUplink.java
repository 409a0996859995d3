package homeport.agent.uplink;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An uplink as the machine's state has it, before anything is known of what lies behind.
 *
 * @param name what people call it
 * @param interfaceName the interface; empty while there is none that matches
 * @param ways for each family how packets leave, or why they cannot
 * @param hosts who is probed by it; empty for those of all uplinks
 * @param why how it came to be one, in words
 */
public record FoundUplink(
    String name,
    String interfaceName,
    Map<AddressFamily, Way> ways,
    List<IpAddress> hosts,
    String why) {

  /** How packets of one family leave. */
  public sealed interface Way {
    /** By this. */
    record Open(Uplink uplink) implements Way {}

    /**
     * Not at all.
     *
     * @param why no carrier, no address, no route: in words
     */
    record Cut(String why) implements Way {}
  }

  public FoundUplink {
    ways = new EnumMap<>(ways);
    hosts = List.copyOf(hosts);
  }

  /** How packets of this family leave. */
  public Way way(AddressFamily family) {
    return ways.getOrDefault(family, new Way.Cut("not looked"));
  }

  boolean isOpen(AddressFamily family) {
    return way(family) instanceof Way.Open;
  }

  /** It in one family. */
  public Line line(AddressFamily family) {
    return new Line(name, family);
  }
}
