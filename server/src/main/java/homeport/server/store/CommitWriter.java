package homeport.server.store;

import homeport.dns.RecordType;
import homeport.server.zone.Change;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes one group in one transaction. One thread's. */
final class CommitWriter {
  private static final int TRIM_EVERY = 1_000;

  private final Jdbi jdbi;
  private final int historyLimit;
  // Unknown until the first write, and again after a failed one.
  private long nextId = -1;

  CommitWriter(Jdbi jdbi, int historyLimit) {
    this.jdbi = jdbi;
    this.historyLimit = historyLimit;
  }

  void write(Commit commit) {
    if (commit.isEmpty()) {
      return;
    }
    try {
      nextId = jdbi.inTransaction(handle -> write(handle, commit));
    } catch (RuntimeException e) {
      nextId = -1;
      throw e;
    }
  }

  private long write(Handle handle, Commit commit) {
    commit.edits().forEach(edit -> EditWriter.write(handle, edit));
    writeChanges(handle, commit.changes());
    commit.zones().forEach(zone -> writeSerial(handle, zone));
    return writeHistory(handle, commit.history());
  }

  private static void writeChanges(Handle handle, List<Change> changes) {
    writeAddresses(handle, RecordType.A, "ipv4", changes);
    writeAddresses(handle, RecordType.AAAA, "ipv6", changes);
    for (Change change : changes) {
      if (change.type() != RecordType.A && change.type() != RecordType.AAAA) {
        writeRecord(handle, change);
      }
    }
  }

  private static void writeAddresses(
      Handle handle, RecordType type, String column, List<Change> changes) {
    List<Change> ofType = changes.stream().filter(c -> c.type() == type).toList();
    if (ofType.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch("UPDATE hostname SET " + column + " = ?, ttl = ? WHERE sort_key = ?");
    for (Change change : ofType) {
      RecordData data = change.after().or(change::before).orElseThrow();
      batch
          .bind(0, change.after().map(d -> RdataText.addresses(d.data())).orElse(null))
          .bind(1, data.ttl())
          .bind(2, change.sortKey())
          .add();
    }
    batch.execute();
  }

  private static void writeRecord(Handle handle, Change change) {
    if (change.after().isEmpty()) {
      handle.execute(
          "DELETE FROM record WHERE sort_key = ? AND type = ?",
          change.sortKey(),
          change.type().number());
      return;
    }
    RecordData data = change.after().get();
    handle.execute(
        """
        INSERT INTO record (sort_key, type, ttl, data) VALUES (?, ?, ?, ?)
        ON CONFLICT (sort_key, type) DO UPDATE SET ttl = excluded.ttl, data = excluded.data
        """,
        change.sortKey(),
        change.type().number(),
        data.ttl(),
        RdataText.write(data.data()));
  }

  private static void writeSerial(Handle handle, Zone zone) {
    handle.execute(
        "UPDATE zone SET serial = ?, about = ? WHERE sort_key = ?",
        zone.serial().number(),
        zone.about().toString(),
        zone.apex().sortKey());
  }

  private long writeHistory(Handle handle, List<HistoryEntry> history) {
    long id =
        nextId >= 0
            ? nextId
            : handle
                .createQuery("SELECT COALESCE(MAX(id), 0) + 1 FROM journal")
                .mapTo(long.class)
                .one();
    if (history.isEmpty()) {
      return id;
    }
    long first = id;
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (HistoryEntry entry : history) {
      batch
          .bind(0, id++)
          .bind(1, entry.at().toEpochMilli())
          .bind(2, entry.account())
          .bind(3, entry.credential())
          .bind(4, entry.remote())
          .bind(5, entry.door())
          .bind(6, entry.userAgent())
          .bind(7, entry.asked())
          .bind(8, entry.outcome())
          .bind(9, entry.changes())
          .add();
    }
    batch.execute();
    if (first / TRIM_EVERY != id / TRIM_EVERY) {
      handle.execute("DELETE FROM journal WHERE id < ?", id - historyLimit);
    }
    return id;
  }
}
