package homeport.server.store;

import homeport.dns.Hostname;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds what happened to a name: lines that ask for it, and wildcard updates that moved it. */
final class HistoryReader {
  private final Jdbi jdbi;

  HistoryReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  List<HistoryEntry> of(Hostname name, int limit) {
    List<String> asked = new ArrayList<>(List.of(name.toString()));
    for (Hostname at = name; at.toString().indexOf('.') >= 0; at = at.parent()) {
      asked.add("*." + at.parent());
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT at_ms, account, credential, remote, door, user_agent, asked, outcome,
                           changes
                    FROM journal
                    WHERE asked IN (<asked>) AND (asked = :name OR changes LIKE :moved)
                    ORDER BY id DESC LIMIT :limit
                    """)
                .bindList("asked", asked)
                .bind("name", name.toString())
                .bind("moved", "%" + name + " %")
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .stream()
                .filter(entry -> concerns(entry, name))
                .toList());
  }

  /** LIKE takes {@code _} for any character and finds longer names too; look again. */
  private static boolean concerns(HistoryEntry entry, Hostname name) {
    return entry.asked().equals(name.toString())
        || entry.changes().lines().anyMatch(line -> line.startsWith(name + " "));
  }

  private static HistoryEntry entry(ResultSet row) throws SQLException {
    return new HistoryEntry(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9));
  }
}
