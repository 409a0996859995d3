package homeport.kit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A mapping of a configuration text. Keys that were asked for are known; {@link #done} reports all
 * others. Each key is there once.
 */
public final class ConfigMap {

  /** One key with its place and value. */
  public record Entry(String key, Place place, ConfigNode value) {}

  private final Place place;
  private final Mistakes mistakes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final TreeSet<String> former = new TreeSet<>();

  ConfigMap(Place place, Mistakes mistakes, List<Entry> entries) {
    this.place = place;
    this.mistakes = mistakes;
    entries.forEach(entry -> this.entries.put(entry.key(), entry));
  }

  /** Where the mapping begins. */
  public Place place() {
    return place;
  }

  /** Notes a mistake about the whole mapping. */
  public void mistake(String what, String remedy) {
    mistakes.add(place, what, remedy);
  }

  /** The value of a key, if the key is there. */
  public Optional<ConfigNode> get(String key) {
    return entry(key).map(Entry::value);
  }

  /** The key with its place and value, if it is there. */
  public Optional<Entry> entry(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  /**
   * The value of a key that must be there.
   *
   * @param example a value to show in the remedy
   */
  public Optional<ConfigNode> need(String key, String example) {
    Optional<ConfigNode> value = get(key);
    if (value.isEmpty()) {
      mistake("\"" + key + "\" is missing", "Add a line such as \"" + key + ": " + example + "\"");
    }
    return value;
  }

  /** All entries in the order written, for a mapping whose keys the writer chooses. */
  public List<Entry> entries() {
    known.addAll(entries.keySet());
    return List.copyOf(entries.values());
  }

  /** Makes keys known that are not asked for this time. */
  public void know(String... keys) {
    known.addAll(Arrays.asList(keys));
  }

  /** Reports a key that has another name now, if it is still written as it was called before. */
  public void renamed(String before, String now) {
    former.add(before);
    Entry entry = entries.get(before);
    if (entry != null) {
      mistakes.add(
          entry.place(),
          "\"" + before + "\" is called \"" + now + "\" now",
          "Write " + now + ": in place of " + before + ":");
    }
  }

  /** Reports every key that nobody asked for, with the nearest known one. */
  public void done() {
    for (Entry entry : entries.values()) {
      if (!known.contains(entry.key()) && !former.contains(entry.key())) {
        mistakes.add(
            entry.place(),
            "The key \"" + entry.key() + "\" is not known here",
            Similar.remedy(entry.key(), known));
      }
    }
  }

  /** Its keys; never the values, which may be secrets. */
  @Override
  public String toString() {
    return place + " " + entries.keySet();
  }
}
