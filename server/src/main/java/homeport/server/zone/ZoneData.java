package homeport.server.zone;

import homeport.dns.Hostname;
import java.util.List;

/**
 * What every zone of this server says about itself.
 *
 * @param nameServers the names in the NS records; at least one, the first is the SOA's primary
 * @param mailbox the SOA's mailbox, with a dot for the at sign
 * @param ttl of SOA and NS, seconds
 * @param negativeTtl how long "no such name" may be remembered, seconds
 * @param dynamicTtl of addresses whose name has no TTL of its own, seconds
 */
public record ZoneData(
    List<Hostname> nameServers, Hostname mailbox, int ttl, int negativeTtl, int dynamicTtl) {

  public ZoneData {
    nameServers = List.copyOf(nameServers);
    if (nameServers.isEmpty()) {
      throw new IllegalArgumentException("a zone needs at least one name server");
    }
  }
}
