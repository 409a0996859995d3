package homeport.server.store;

import homeport.dns.Hostname;
import homeport.dns.RecordType;
import homeport.server.account.Directory;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.tree.SortedTree;
import homeport.server.zone.RecordData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the names in their order, a million in about a second, and sorts them into zones. */
final class NameLoader {

  /** The names of one zone, in order. */
  private static final class Found {
    final List<String> keys = new ArrayList<>();
    final List<List<RecordData>> records = new ArrayList<>();
  }

  private final Set<String> apexes;
  private final Map<String, Found> byApex = new HashMap<>();
  private final Map<String, SortedTree<List<RecordData>>> others = new HashMap<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();

  /**
   * Sorts into these zones.
   *
   * @param apexes the sort keys of the zones that are live
   */
  NameLoader(Set<String> apexes) {
    this.apexes = apexes;
  }

  static Group group(Map<Integer, Group> groups, int id) {
    return Objects.requireNonNull(groups.get(id), () -> "the database has no group " + id);
  }

  /** Reads addresses first, then all other records. */
  void read(Handle handle, Map<Integer, Group> groups) {
    Map<Integer, Holding> shared = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT sort_key, group_id * 2 + fixed, ttl, ipv4, ipv6
            FROM hostname ORDER BY sort_key
            """)
        .scanResultSet(
            (rows, _) -> {
              ResultSet row = rows.get();
              while (row.next()) {
                int number = row.getInt(2);
                Holding holding =
                    shared.computeIfAbsent(
                        number, n -> new Holding(group(groups, n / 2), n % 2 == 1));
                name(row.getString(1), holding, addresses(row));
              }
              return null;
            });
    byApex.forEach((apex, found) -> others.put(apex, tree(found)));
    handle
        .createQuery("SELECT sort_key, type, ttl, data FROM record")
        .map((row, _) -> new Row(row.getString(1), record(row)))
        .forEach(this::add);
  }

  private record Row(String key, RecordData data) {}

  private static List<RecordData> addresses(ResultSet row) throws SQLException {
    String ipv4 = row.getString(4);
    String ipv6 = row.getString(5);
    if (ipv4 == null && ipv6 == null) {
      return List.of();
    }
    int ttl = row.getInt(3);
    if (ipv6 == null) {
      return List.of(new RecordData(RecordType.A, ttl, RdataText.addresses(ipv4)));
    }
    var second = new RecordData(RecordType.AAAA, ttl, RdataText.addresses(ipv6));
    return ipv4 == null
        ? List.of(second)
        : List.of(new RecordData(RecordType.A, ttl, RdataText.addresses(ipv4)), second);
  }

  private static RecordData record(ResultSet row) throws SQLException {
    RecordType type = RecordType.of(row.getInt(2)).orElseThrow();
    return new RecordData(type, row.getInt(3), RdataText.read(type, row.getString(4)));
  }

  private void name(String key, Holding holding, List<RecordData> records) {
    keys.add(key);
    holdings.add(holding);
    String apex = apexOf(key);
    if (apex != null && !records.isEmpty()) {
      Found found = byApex.computeIfAbsent(apex, _ -> new Found());
      found.keys.add(key);
      found.records.add(records);
    }
  }

  private void add(Row row) {
    String apex = apexOf(row.key());
    if (apex == null) {
      return;
    }
    SortedTree<List<RecordData>> tree = others.getOrDefault(apex, SortedTree.empty());
    var all = new ArrayList<>(Objects.requireNonNullElse(tree.get(row.key()), List.of()));
    all.add(row.data());
    others.put(apex, tree.with(row.key(), List.copyOf(all)));
  }

  private @Nullable String apexOf(String key) {
    int end = key.length();
    while (end > 0) {
      String suffix = key.substring(0, end);
      if (apexes.contains(suffix)) {
        return suffix;
      }
      end = key.lastIndexOf(' ', end - 1);
    }
    return null;
  }

  private static SortedTree<List<RecordData>> tree(Found found) {
    return SortedTree.ofSorted(found.keys, found.records);
  }

  /** The names of one zone. */
  SortedTree<List<RecordData>> of(Hostname apex) {
    return others.getOrDefault(apex.sortKey(), SortedTree.empty());
  }

  /** The directory with all names in it. */
  Directory into(Directory directory) {
    return directory.withNames(keys, holdings);
  }
}
