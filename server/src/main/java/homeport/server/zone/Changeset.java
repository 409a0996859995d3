package homeport.server.zone;

import homeport.dns.Hostname;
import java.util.List;

/**
 * What one update changed, in order.
 *
 * @param changes each RRset that is different now
 */
public record Changeset(List<Change> changes) {
  private static final Changeset NONE = new Changeset(List.of());

  public Changeset {
    changes = List.copyOf(changes);
  }

  /** Nothing changed. */
  public static Changeset none() {
    return NONE;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The names that moved, each once, in the order of the changes. */
  public List<Hostname> names() {
    return changes.stream().map(Change::sortKey).distinct().map(Hostname::ofSortKey).toList();
  }
}
