package homeport.agent.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ordered steps, with those withheld and why. The law: after a plan is applied, the next plan
 * is empty.
 *
 * @param changes by key, each key once
 * @param withheld what stays as it is although it is not what it should be, or not known to be
 * @param unchanged keys that already are as they should be
 */
public record Plan(List<Change> changes, List<Withheld> withheld, List<Key> unchanged) {

  public Plan {
    changes = List.copyOf(changes);
    withheld = List.copyOf(withheld);
    unchanged = List.copyOf(unchanged);
  }

  /**
   * What leads from what is published to what is desired.
   *
   * @param published what we believe; a key that is missing is absent
   * @param desired each key at most once
   * @param refreshDue keys that are sent although unchanged, for the provider's sake
   * @param asked keys that are sent although unchanged, because a person asked
   */
  public static Plan between(
      Map<Key, Published> published, List<Desired> desired, Set<Key> refreshDue, Set<Key> asked) {
    var changes = new ArrayList<Change>();
    var withheld = new ArrayList<Withheld>();
    var unchanged = new ArrayList<Key>();
    for (Desired wish : desired) {
      switch (wish) {
        case Desired.Keep(_, var why) -> withheld.add(why);
        case Desired.Publish(var key, var addresses, _) -> {
          boolean same =
              published.get(key) instanceof Published.Known known
                  && known.addresses().equals(addresses);
          if (!same) {
            changes.add(new Change.Put(key, addresses, Change.Cause.CHANGED));
          } else if (asked.contains(key)) {
            changes.add(new Change.Put(key, addresses, Change.Cause.ASKED));
          } else if (refreshDue.contains(key)) {
            changes.add(new Change.Put(key, addresses, Change.Cause.REFRESH));
          } else {
            unchanged.add(key);
          }
        }
      }
    }
    return new Plan(changes, withheld, unchanged);
  }

  /** The same plan with these changes only, the others withheld for the given reasons. */
  public Plan admitting(List<Change> admitted, List<Withheld> held) {
    return new Plan(admitted, Stream.concat(withheld.stream(), held.stream()).toList(), unchanged);
  }

  /** Whether nothing is to be sent. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
