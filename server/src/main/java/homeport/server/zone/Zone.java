package homeport.server.zone;

import homeport.dns.Hostname;
import homeport.dns.RRset;
import homeport.dns.RecordType;
import homeport.dns.Serial;
import homeport.dns.Soa;
import homeport.dns.Target;
import homeport.server.tree.SortedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One version of a zone. Immutable; the next version shares what did not change. */
public final class Zone {
  private static final int ONE_HOUR = 3600;
  private static final int TEN_MINUTES = 600;
  private static final int TWO_WEEKS = 14 * 24 * ONE_HOUR;

  private final Hostname apex;
  private final Serial serial;
  private final ZoneData about;
  private final SortedTree<List<RecordData>> names;

  private Zone(Hostname apex, Serial serial, ZoneData about, SortedTree<List<RecordData>> names) {
    this.apex = apex;
    this.serial = serial;
    this.about = about;
    this.names = names;
  }

  /** A zone with SOA and NS and nothing else. */
  public static Zone empty(Hostname apex, Serial serial, ZoneData about) {
    return new Zone(apex, serial, about, SortedTree.empty());
  }

  /** A zone with these names, by {@link Hostname#sortKey()}. SOA and NS are not among them. */
  public static Zone of(
      Hostname apex, Serial serial, ZoneData about, SortedTree<List<RecordData>> names) {
    return new Zone(apex, serial, about, names);
  }

  public Hostname apex() {
    return apex;
  }

  public Serial serial() {
    return serial;
  }

  /** What the zone says of itself besides the serial. */
  public ZoneData about() {
    return about;
  }

  /** The SOA as it stands in an answer. For a negative answer see {@link #negativeSoa()}. */
  public RRset soa() {
    return soa(about.ttl());
  }

  /** The SOA for a negative answer: its TTL is the lesser of both (RFC 2308, 3). */
  public RRset negativeSoa() {
    return soa(Math.min(about.ttl(), about.negativeTtl()));
  }

  private RRset soa(int ttl) {
    var start =
        new Soa(
            about.nameServers().getFirst(),
            about.mailbox(),
            serial,
            ONE_HOUR,
            TEN_MINUTES,
            TWO_WEEKS,
            about.negativeTtl());
    return new RRset(apex, RecordType.SOA, ttl, List.of(start));
  }

  /** The NS records at the apex. */
  public RRset nameServers() {
    return new RRset(
        apex,
        RecordType.NS,
        about.ttl(),
        List.copyOf(about.nameServers().stream().map(Target::new).toList()));
  }

  /** How many names have records, the apex's SOA and NS not counted. */
  public int size() {
    return names.size();
  }

  /** Visits each name that has records, by its sort key, in canonical order. */
  public void forEach(BiConsumer<String, List<RecordData>> visitor) {
    names.forEach(visitor);
  }

  /** The records of one type at exactly this name, or null. */
  public @Nullable RecordData records(String sortKey, RecordType type) {
    List<RecordData> all = names.get(sortKey);
    return all == null ? null : ofType(all, type);
  }

  static @Nullable RecordData ofType(List<RecordData> all, RecordType type) {
    for (RecordData data : all) {
      if (data.type() == type) {
        return data;
      }
    }
    return null;
  }

  /** With these records in place of those of the same name and type. The serial stays. */
  public Zone with(String sortKey, RecordData data) {
    List<RecordData> rest = others(sortKey, data.type());
    List<RecordData> all = rest.isEmpty() ? List.of(data) : joined(rest, data);
    return new Zone(apex, serial, about, names.with(sortKey, all));
  }

  /** Without the records of this name and type. The serial stays. */
  public Zone without(String sortKey, RecordType type) {
    List<RecordData> rest = others(sortKey, type);
    return new Zone(
        apex, serial, about, rest.isEmpty() ? names.without(sortKey) : names.with(sortKey, rest));
  }

  /** The same names under another serial. */
  public Zone withSerial(Serial next) {
    return new Zone(apex, next, about, names);
  }

  private List<RecordData> others(String sortKey, RecordType type) {
    List<RecordData> all = names.get(sortKey);
    return all == null ? List.of() : all.stream().filter(d -> d.type() != type).toList();
  }

  private static List<RecordData> joined(List<RecordData> rest, RecordData data) {
    var all = new ArrayList<>(rest);
    all.add(data);
    return List.copyOf(all);
  }

  /** The name's records; null if it does not exist, none if only names below it do. */
  @Nullable List<RecordData> existing(String sortKey) {
    List<RecordData> all = names.get(sortKey);
    if (all != null) {
      return all;
    }
    String below = sortKey + ' ';
    String next = names.ceiling(below);
    return next != null && next.startsWith(below) ? List.of() : null;
  }
}
