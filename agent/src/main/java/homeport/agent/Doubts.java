package homeport.agent;

import homeport.agent.journal.Journal;
import homeport.agent.journal.Moment;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Plan;
import homeport.agent.plan.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What may have been published without our knowing (a crash, a full disk, an answer that never
 * came) is looked up in DNS before it is sent again.
 */
final class Doubts {
  /** For all names of a round together: with DNS dead, the updates must not wait for each. */
  private static final Duration LOOK_FOR = Duration.ofSeconds(10);

  private final Journal journal;
  private final Checks checks;
  private final Set<Key> proven = new HashSet<>();

  Doubts(Journal journal, Checks checks) {
    this.journal = journal;
    this.checks = checks;
  }

  /**
   * Looks for the doubtful changes of a plan.
   *
   * @return those keys of which DNS already says what the plan wants
   */
  Map<Key, Published> settle(Plan plan, Map<Key, Name> names, Moment now) {
    var seen = new LinkedHashMap<Key, Published>();
    Instant latest = now.steady().plus(LOOK_FOR);
    for (Change change : plan.changes()) {
      Name name = names.get(change.key());
      if (change instanceof Change.Put put && name != null && isDoubtful(put)) {
        proven.add(put.key());
        if (checks.alreadySay(name, put.addresses(), latest)) {
          seen.put(put.key(), new Published.Known(put.addresses(), now.wall(), Published.How.SEEN));
        }
      }
    }
    return seen;
  }

  private boolean isDoubtful(Change.Put put) {
    if (put.cause() != Change.Cause.CHANGED) {
      return false;
    }
    return switch (journal.memory().published(put.key())) {
      // An address that was in no update of ours is new: no look, no delay.
      case Published.Unknown unknown -> unknown.mayBe(put.addresses());
      // The disk may have refused, or be older than what happened: once after each start.
      case Published.Known _ -> !proven.contains(put.key());
      case Published.Absent _ -> !journal.trusted() && !proven.contains(put.key());
    };
  }

  /** What the provider has just answered about needs no look. */
  void proven(Collection<Key> keys) {
    proven.addAll(keys);
  }
}
