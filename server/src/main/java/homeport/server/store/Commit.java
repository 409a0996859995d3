package homeport.server.store;

import homeport.server.account.Edit;
import homeport.server.zone.Change;
import homeport.server.zone.Zone;
import java.util.List;

/**
 * What one group of updates changes on disk, in one transaction.
 *
 * @param edits steps of the directory, in order
 * @param changes steps of the zones, in order; they come after the edits
 * @param zones the zones that changed or are new, with their next serial
 * @param history lines for the history
 */
public record Commit(
    List<Edit> edits, List<Change> changes, List<Zone> zones, List<HistoryEntry> history) {

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return edits.isEmpty() && changes.isEmpty() && zones.isEmpty() && history.isEmpty();
  }
}
