package homeport.server.zone;

import homeport.dns.Hostname;
import homeport.dns.RRset;
import homeport.dns.RecordType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a zone answers a question: RFC 1034, 4.3.2, as RFC 4592 and RFC 8020 made it clear. */
final class Lookup {
  private Lookup() {}

  /**
   * @param type nothing for a type that we never keep
   */
  static Answer in(Zone zone, Hostname name, Optional<RecordType> type) {
    if (name.equals(zone.apex())) {
      RRset own = ownOfApex(zone, type);
      if (own != null) {
        return new Answer.Found(own, zone);
      }
    }
    String key = name.sortKey();
    List<RecordData> records = zone.existing(key);
    if (records == null && name.equals(zone.apex())) {
      return new Answer.NoData(zone);
    }
    return records != null ? of(zone, name, records, type) : byWildcard(zone, name, key, type);
  }

  private static @Nullable RRset ownOfApex(Zone zone, Optional<RecordType> type) {
    if (type.equals(Optional.of(RecordType.SOA))) {
      return zone.soa();
    }
    return type.equals(Optional.of(RecordType.NS)) ? zone.nameServers() : null;
  }

  /** RFC 4592, 3.3.1: only the wildcard right below the closest encloser counts. */
  private static Answer byWildcard(
      Zone zone, Hostname name, String key, Optional<RecordType> type) {
    String apexKey = zone.apex().sortKey();
    String encloser = key;
    do {
      encloser = encloser.substring(0, encloser.lastIndexOf(' '));
    } while (encloser.length() > apexKey.length() && zone.existing(encloser) == null);
    List<RecordData> wildcard = zone.existing(encloser + " *");
    return wildcard == null ? new Answer.NxDomain(zone) : of(zone, name, wildcard, type);
  }

  private static Answer of(
      Zone zone, Hostname name, List<RecordData> records, Optional<RecordType> type) {
    RecordData data = type.map(t -> Zone.ofType(records, t)).orElse(null);
    if (data != null) {
      return new Answer.Found(data.at(name), zone);
    }
    RecordData alias = Zone.ofType(records, RecordType.CNAME);
    return alias != null ? new Answer.Alias(alias.at(name), zone) : new Answer.NoData(zone);
  }
}
