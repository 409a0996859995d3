package homeport.server.admin;

import homeport.server.store.HistoryEntry;
import homeport.server.store.Store;
import java.util.List;
import java.util.Map;

/** Tells what happened to a hostname. */
final class HistoryOrder {
  private final Store store;

  HistoryOrder(Store store) {
    this.store = store;
  }

  Reply of(Request request) {
    var name = request.hostname("hostname");
    List<HistoryEntry> entries = store.history(name, request.number("limit", 50));
    List<String> text = entries.stream().map(HistoryOrder::line).toList();
    return Reply.done(
        AccountOrders.lines(text, "nothing is known of " + name),
        Map.of("history", entries.stream().map(HistoryOrder::row).toList()));
  }

  private static String line(HistoryEntry entry) {
    String who =
        entry.credential().isEmpty()
            ? "operator"
            : "%s from %s, %s".formatted(entry.credential(), entry.remote(), entry.userAgent());
    String changes =
        entry.changes().lines().count() > 5
            ? entry.changes().lines().count() + " changes"
            : entry.changes().replace("\n", "; ");
    return "%s  %s  %s  %s  %s"
        .formatted(entry.at(), entry.asked(), entry.outcome(), who, changes)
        .stripTrailing();
  }

  private static Map<String, Object> row(HistoryEntry entry) {
    return Map.of(
        "at", entry.at().toString(),
        "account", entry.account(),
        "credential", entry.credential(),
        "remote", entry.remote(),
        "door", entry.door(),
        "userAgent", entry.userAgent(),
        "asked", entry.asked(),
        "outcome", entry.outcome(),
        "changes", entry.changes().lines().toList());
  }
}
