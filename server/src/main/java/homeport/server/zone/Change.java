package homeport.server.zone;

import homeport.dns.Hostname;
import homeport.dns.RecordType;
import java.util.Optional;

/**
 * One RRset before and after.
 *
 * @param zone the apex of the zone that changed
 * @param sortKey the owner, as {@link Hostname#sortKey()}
 * @param type which type
 * @param before what stood there
 * @param after what stands there now; nothing if it was removed
 */
public record Change(
    Hostname zone,
    String sortKey,
    RecordType type,
    Optional<RecordData> before,
    Optional<RecordData> after) {

  /** The owner's name. */
  public Hostname name() {
    return Hostname.ofSortKey(sortKey);
  }
}
