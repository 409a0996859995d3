package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.List;

/**
 * What the configuration says about uplinks.
 *
 * @param mode one, one after the other, or all together
 * @param wanted the uplinks in order; empty to find them: every interface with a default route
 * @param prefer what decides between healthy ones
 * @param probes how their health is found out
 */
public record UplinkRules(Mode mode, List<Wanted> wanted, Prefer prefer, ProbeRules probes) {

  /** The kernel's default route is followed, and nothing is probed. */
  public static final UplinkRules SINGLE =
      new UplinkRules(Mode.SINGLE, List.of(), Prefer.ROUTE, ProbeRules.DEFAULT);

  public UplinkRules {
    wanted = List.copyOf(wanted);
  }

  /** What several uplinks are for. */
  public enum Mode {
    /** There is one, or the kernel's default route says which. */
    SINGLE,
    /** One carries the traffic; the next one takes over when it dies. */
    FAILOVER,
    /** All healthy ones carry traffic. */
    LOAD_BALANCING
  }

  /** Which of several healthy uplinks is the active one. */
  public enum Prefer {
    /** The one that the default route leaves by, since the firewall decided so. */
    ROUTE,
    /** The first in order. */
    ORDER
  }

  /**
   * An uplink by its interface.
   *
   * @param pattern an interface's name, perhaps with {@code *} in it, for those that are renamed
   *     with each connection: {@code ppp*}
   * @param name what people call it; the pattern if they do not
   * @param hosts who is probed by it; empty for those of all uplinks
   */
  public record Wanted(String pattern, String name, List<IpAddress> hosts) {
    public Wanted {
      hosts = List.copyOf(hosts);
    }

    /** Whether this interface is meant. */
    public boolean matches(String interfaceName) {
      int star = pattern.indexOf('*');
      return star < 0
          ? pattern.equals(interfaceName)
          : interfaceName.length() >= pattern.length() - 1
              && interfaceName.startsWith(pattern.substring(0, star))
              && interfaceName.endsWith(pattern.substring(star + 1));
    }
  }
}
