package homeport.agent;

import homeport.agent.journal.Entry;
import homeport.agent.journal.Journal;
import homeport.agent.plan.Desired;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Of a pair of machines the other one may have published meanwhile: whenever this one takes over,
 * at each start too, what it remembers is no belief any more, and DNS is asked.
 */
final class Handover {
  private final Sight sight;
  private final Journal journal;
  private final Telling telling;
  private final Log log;

  /** Those that this machine publishes since it took over. */
  private final Set<Key> onDuty = new HashSet<>();

  Handover(Sight sight, Journal journal, Telling telling, Log log) {
    this.sight = sight;
    this.journal = journal;
    this.telling = telling;
    this.log = log;
  }

  /** Takes note of who is on duty, before anything is planned. */
  void note(List<Desired> desired, Map<Key, Name> names) {
    var beliefs = new LinkedHashMap<Key, Published>();
    for (Desired wish : desired) {
      Name name = names.get(wish.key());
      if (name == null || name.question().when().isEmpty()) {
        continue;
      }
      if (sight.standby(name.question()).isPresent()) {
        onDuty.remove(wish.key());
      } else if (wish instanceof Desired.Publish publish && onDuty.add(wish.key())) {
        Published old = journal.memory().published(wish.key());
        beliefs.put(wish.key(), Beliefs.shared(old, publish.addresses()));
      }
    }
    if (!beliefs.isEmpty()) {
      String text = names(beliefs) + ": this machine is on duty now; DNS is asked what it says";
      log.say(text);
      telling.remember(new Entry("on duty", text, Map.of(), beliefs, Map.of()));
    }
  }

  private static String names(Map<Key, Published> beliefs) {
    return beliefs.keySet().stream().map(Key::toString).collect(Collectors.joining(", "));
  }
}
