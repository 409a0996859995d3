package homeport.agent;

import homeport.agent.journal.Entry;
import homeport.agent.journal.Journal;
import homeport.agent.notify.Words;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Change;
import homeport.agent.plan.Desired;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import homeport.agent.plan.Withheld;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lane's lines in log and journal: one for each decision, and none twice. */
final class Telling {
  private final Journal journal;
  private final Log log;
  private final Map<Key, String> told = new HashMap<>();

  Telling(Journal journal, Log log) {
    this.journal = journal;
    this.log = log;
  }

  /** Says where the addresses that are about to be sent come from. */
  void found(List<Desired> desired, List<Change> changes) {
    Set<Key> sent = changes.stream().map(Change::key).collect(Collectors.toSet());
    desired.stream()
        .filter(wish -> sent.contains(wish.key()))
        .flatMap(wish -> wish instanceof Desired.Publish found ? Stream.of(found) : Stream.empty())
        .map(found -> "found " + Words.addresses(found.addresses()) + " on " + found.origin())
        .distinct()
        .forEach(log::say);
  }

  /** Says and remembers that DNS has it already. */
  void seen(Map<Key, Published> seen, Map<Subject, Standing> standings) {
    String names =
        seen.keySet().stream()
            .map(key -> key.target().name())
            .distinct()
            .collect(Collectors.joining(", "));
    String text = names + ": DNS already says so, nothing is sent";
    log.say(text);
    remember(new Entry("seen", text, Map.of(), seen, standings));
  }

  /** Says what is about to be sent. */
  void sending(Collection<? extends Change> changes) {
    changes.forEach(change -> log.say("sending " + Words.change(change)));
  }

  /** Says what stays and why; the same reason is not told every five minutes. */
  void withheld(List<Withheld> all) {
    Set<Key> now = new HashSet<>();
    for (Withheld withheld : all) {
      now.add(withheld.key());
      String text = Words.withheld(withheld);
      if (!text.equals(told.put(withheld.key(), text))) {
        log.say(text);
        remember(Entry.note("withheld", text, Map.of()));
      }
    }
    told.keySet().retainAll(now);
  }

  /** Puts a line into the journal. */
  void remember(Entry entry) {
    journal.append(entry).ifPresent(log::warn);
  }
}
