package homeport.agent.uplink;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.Optional;

/**
 * A default route, in whatever routing table. One that shares the traffic between several next
 * machines counts as several.
 *
 * @param family of the destinations
 * @param interfaceName where packets leave
 * @param gateway the next machine; nothing on a line without any (PPP)
 * @param table the routing table's number; 254 is Linux's main one
 * @param metric the lower the better; 0 if unknown
 */
public record DefaultRoute(
    AddressFamily family,
    String interfaceName,
    Optional<IpAddress> gateway,
    int table,
    long metric) {

  /** Linux's main table. */
  public static final int MAIN_TABLE = 254;
}
