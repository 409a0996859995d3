package homeport.agent.journal;

import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What we believe is published, and how things stand: the sum of the journal's lines. */
public final class Memory {
  private final Map<Key, Published> beliefs = new ConcurrentHashMap<>();
  private final Map<Subject, Standing> standings = new ConcurrentHashMap<>();

  /** What we believe DNS says for this key. */
  public Published published(Key key) {
    return beliefs.getOrDefault(key, new Published.Absent());
  }

  /** How things stand with this subject. */
  public Standing standing(Subject subject) {
    return standings.getOrDefault(subject, Standing.GOOD);
  }

  /** Everything that is believed, by key. */
  public Map<Key, Published> beliefs() {
    return new TreeMap<>(beliefs);
  }

  /** Everything that is held for or against somebody. */
  public Map<Subject, Standing> standings() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(standings));
  }

  void apply(Entry entry) {
    entry
        .beliefs()
        .forEach(
            (key, belief) -> {
              switch (belief) {
                case Published.Absent _ -> beliefs.remove(key);
                case Published.Known _, Published.Unknown _ -> beliefs.put(key, belief);
              }
            });
    entry
        .standings()
        .forEach(
            (subject, standing) -> {
              if (standing.equals(Standing.GOOD)) {
                standings.remove(subject);
              } else {
                standings.put(subject, standing);
              }
            });
  }
}
