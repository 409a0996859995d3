package homeport.server.update;

import homeport.dns.AddressFamily;
import homeport.dns.Rdata;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import java.util.List;
import java.util.Optional;

/** Sets the addresses of a name and leaves its TTL as it is. */
public final class Addresses {
  private Addresses() {}

  /**
   * Sets one family's addresses.
   *
   * @param data none removes the family from the name
   * @return whether anything is different
   */
  public static boolean set(
      Draft draft, Zone zone, String sortKey, AddressFamily family, List<Rdata> data) {
    Optional<RecordData> next =
        data.isEmpty()
            ? Optional.empty()
            : Optional.of(new RecordData(family.recordType(), ttl(zone, sortKey), data));
    return draft.set(zone, sortKey, family.recordType(), next);
  }

  /** The TTL of the name's addresses, of whichever family; else the zone's. */
  private static int ttl(Zone zone, String sortKey) {
    for (AddressFamily family : AddressFamily.values()) {
      RecordData data = zone.records(sortKey, family.recordType());
      if (data != null) {
        return data.ttl();
      }
    }
    return zone.about().dynamicTtl();
  }
}
