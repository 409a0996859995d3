package homeport.server.zone;

import homeport.dns.Hostname;
import homeport.dns.RecordType;
import homeport.dns.Serial;
import homeport.server.tree.SortedTree;
import java.util.List;
import java.util.Optional;

/** One version of all zones. Immutable: a reader that holds one sees nothing change. */
public final class Zones {
  private static final Zones NONE = new Zones(SortedTree.empty(), SortedTree.empty());
  private static final Serial FIRST = new Serial(1);

  private final SortedTree<Zone> byApex;
  // The last serial of every zone that was here once: a zone that comes back goes on from there.
  private final SortedTree<Serial> retired;

  private Zones(SortedTree<Zone> byApex, SortedTree<Serial> retired) {
    this.byApex = byApex;
    this.retired = retired;
  }

  /** No zone at all. */
  public static Zones none() {
    return NONE;
  }

  /** With this zone in place of any other of the same apex. */
  public Zones with(Zone zone) {
    return new Zones(byApex.with(zone.apex().sortKey(), zone), retired);
  }

  /** With an empty zone. If it was here before, its serial goes on, whatever happened between. */
  public Zones withNew(Hostname apex, ZoneData about) {
    Serial last = retired.get(apex.sortKey());
    return with(Zone.empty(apex, last == null ? FIRST : last.next(), about));
  }

  /** Without the zone of this apex; its serial is remembered. */
  public Zones without(Hostname apex) {
    return zone(apex).map(zone -> without(apex, zone.serial())).orElse(this);
  }

  /** Without the zone of this apex, which had this serial when it was last here. */
  public Zones without(Hostname apex, Serial last) {
    String key = apex.sortKey();
    return new Zones(byApex.without(key), retired.with(key, last));
  }

  /** The zone with exactly this apex. */
  public Optional<Zone> zone(Hostname apex) {
    return Optional.ofNullable(byApex.get(apex.sortKey()));
  }

  /** The zone that holds this name: the one with the longest apex that is a suffix of it. */
  public Optional<Zone> zoneOf(Hostname name) {
    String key = name.sortKey();
    int end = key.length();
    while (end > 0) {
      Zone zone = byApex.get(key.substring(0, end));
      if (zone != null) {
        return Optional.of(zone);
      }
      end = key.lastIndexOf(' ', end - 1);
    }
    return Optional.empty();
  }

  /** All zones, in canonical order of their apexes. */
  public List<Zone> all() {
    return byApex.values();
  }

  /**
   * Answers a question. No lock, no disk, no wait.
   *
   * @param type the number of the type, as it stands in the question
   */
  public Answer lookup(Hostname name, int type) {
    return zoneOf(name)
        .map(zone -> Lookup.in(zone, name, RecordType.of(type)))
        .orElseGet(Answer.Refused::new);
  }
}
