package homeport.server.ledger;

import homeport.dns.Hostname;
import homeport.dns.Rdata;
import homeport.server.account.Edit;
import homeport.server.store.Commit;
import homeport.server.store.HistoryEntry;
import homeport.server.update.Decision;
import homeport.server.update.Draft;
import homeport.server.update.Update;
import homeport.server.zone.Change;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a draft means on disk: a commit with its lines of history. */
final class Writing {
  private Writing() {}

  static Commit commit(Draft draft, List<HistoryEntry> history) {
    Set<Hostname> touched = new LinkedHashSet<>();
    draft.changes().forEach(change -> touched.add(change.zone()));
    for (Edit edit : draft.edits()) {
      if (edit instanceof Edit.PutDomain(var domain)) {
        touched.add(domain.apex());
      }
    }
    List<Zone> zones =
        touched.stream().map(apex -> draft.zones().zone(apex)).flatMap(Optional::stream).toList();
    return new Commit(draft.edits(), draft.changes(), zones, history);
  }

  static List<HistoryEntry> history(Update update, List<Decision> decisions) {
    List<HistoryEntry> entries = new ArrayList<>(decisions.size());
    for (Decision decision : decisions) {
      entries.add(
          switch (decision) {
            case Decision.Changed changed ->
                entry(update, decision, "changed", text(changed.changes().changes()));
            case Decision.Unchanged _ -> entry(update, decision, "unchanged", "");
            case Decision.Denied(_, var why) -> entry(update, decision, why.describe(), "");
          });
    }
    return entries;
  }

  private static HistoryEntry entry(
      Update update, Decision decision, String outcome, String changes) {
    var origin = update.origin();
    return new HistoryEntry(
        origin.at(),
        update.who().account(),
        update.who().user(),
        origin.remote().toString(),
        origin.door(),
        origin.userAgent(),
        decision.asked().text(),
        outcome,
        changes);
  }

  /** One line for each name that an operator's order changed. */
  static List<HistoryEntry> history(Instant now, List<Change> changes) {
    return changes.stream()
        .map(
            change ->
                new HistoryEntry(
                    now,
                    "",
                    "",
                    "",
                    "command",
                    "",
                    change.name().toString(),
                    "changed",
                    text(List.of(change))))
        .toList();
  }

  private static String text(List<Change> changes) {
    return changes.stream()
        .map(c -> c.name() + " " + c.type() + " " + text(c.before()) + " -> " + text(c.after()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Optional<RecordData> data) {
    return data.map(d -> d.data().stream().map(Rdata::toString).collect(Collectors.joining(",")))
        .orElse("none");
  }
}
