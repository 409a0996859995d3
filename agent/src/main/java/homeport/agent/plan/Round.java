package homeport.agent.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One pass through the pipe for one account: a value that is journalled, shown and told.
 *
 * @param trigger why we looked
 * @param at when (wall clock)
 * @param account whose names
 * @param plan what should change, and what was withheld and why
 * @param outcomes how each change that was sent ended, in the order sent
 * @param next when to look again without any other reason (steady clock)
 */
public record Round(
    Trigger trigger,
    Instant at,
    Account account,
    Plan plan,
    Map<Change, Outcome> outcomes,
    Instant next) {
  public Round {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** What has to wait, or was left because something newer came. */
  public Set<Target> unsent() {
    Stream<Key> left =
        plan.changes().stream().filter(c -> !outcomes.containsKey(c)).map(Change::key);
    Stream<Key> waiting =
        plan.withheld().stream()
            .filter(each -> each.reason() == Withheld.Reason.WAITING)
            .map(Withheld::key);
    return Stream.concat(left, waiting).map(Key::target).collect(Collectors.toSet());
  }
}
