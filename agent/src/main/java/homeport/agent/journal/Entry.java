package homeport.agent.journal;

import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the journal: what happened, in words and in facts, and what it changed in memory.
 *
 * @param event a short word: {@code sent}, {@code ended}, {@code visible}, {@code withheld}...
 * @param text the sentence for people
 * @param facts the same for programs: texts, numbers, lists and maps
 * @param beliefs what we now believe is published
 * @param standings how things now stand
 */
public record Entry(
    String event,
    String text,
    Map<String, Object> facts,
    Map<Key, Published> beliefs,
    Map<Subject, Standing> standings) {

  public Entry {
    facts = ordered(facts);
    beliefs = ordered(beliefs);
    standings = ordered(standings);
  }

  /** A line that changes nothing in memory. */
  public static Entry note(String event, String text, Map<String, Object> facts) {
    return new Entry(event, text, facts, Map.of(), Map.of());
  }

  /** The order of an unmodifiable map differs between two runs of a program. */
  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  boolean changesMemory() {
    return !beliefs.isEmpty() || !standings.isEmpty();
  }
}
