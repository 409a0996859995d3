package homeport.server.update;

import homeport.dns.Hostname;
import homeport.dns.RecordType;
import homeport.server.account.Directory;
import homeport.server.account.Edit;
import homeport.server.zone.Change;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import homeport.server.zone.ZoneData;
import homeport.server.zone.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next version while it is being decided, with the list of what is different. One thread's.
 * Serials stay until {@link #stepSerials()}.
 */
public final class Draft {
  private State state;
  private final List<Edit> edits = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  public Draft(State start) {
    state = start;
  }

  /** A point to come back to. */
  public record Mark(State state, int edits, int changes) {}

  public Zones zones() {
    return state.zones();
  }

  public Directory directory() {
    return state.directory();
  }

  public State state() {
    return state;
  }

  /** What became different in the directory, in order. */
  public List<Edit> edits() {
    return List.copyOf(edits);
  }

  /** What became different in the zones, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Here, to come back by {@link #back}. */
  public Mark mark() {
    return new Mark(state, edits.size(), changes.size());
  }

  /** Forgets all since the mark. */
  public void back(Mark mark) {
    state = mark.state;
    edits.subList(mark.edits, edits.size()).clear();
    changes.subList(mark.changes, changes.size()).clear();
  }

  /** The changes since the mark. */
  public List<Change> since(Mark mark) {
    return List.copyOf(changes.subList(mark.changes, changes.size()));
  }

  /** Steps the serial of every zone that has changes: once for the group, not for each. */
  public void stepSerials() {
    Zones zones = state.zones();
    for (Hostname apex : changes.stream().map(Change::zone).distinct().toList()) {
      Zone zone = zones.zone(apex).orElse(null);
      if (zone != null) {
        zones = zones.with(zone.withSerial(zone.serial().next()));
      }
    }
    state = new State(zones, state.directory());
  }

  /** Takes a step in the directory. */
  public void edit(Edit edit) {
    state = new State(state.zones(), state.directory().with(edit));
    edits.add(edit);
  }

  /** Begins an empty zone. */
  public void newZone(Hostname apex, ZoneData about) {
    state = new State(state.zones().withNew(apex, about), state.directory());
  }

  /** Takes a zone away. */
  public void dropZone(Hostname apex) {
    state = new State(state.zones().without(apex), state.directory());
  }

  /**
   * Sets the records of one name and type; nothing removes them.
   *
   * @return whether anything is different
   */
  public boolean set(Zone zoneOfName, String sortKey, RecordType type, Optional<RecordData> data) {
    Zone zone = state.zones().zone(zoneOfName.apex()).orElseThrow();
    Optional<RecordData> before = Optional.ofNullable(zone.records(sortKey, type));
    if (before.equals(data)) {
      return false;
    }
    Zone next = data.map(d -> zone.with(sortKey, d)).orElseGet(() -> zone.without(sortKey, type));
    state = new State(state.zones().with(next), state.directory());
    changes.add(new Change(zone.apex(), sortKey, type, before, data));
    return true;
  }
}
