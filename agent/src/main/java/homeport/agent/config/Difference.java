package homeport.agent.config;

import homeport.agent.plan.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reload changes. Hosts belong together when they share a key.
 *
 * @param kept the same in everything
 * @param changed as they are now
 * @param added had no host with one of their keys before
 * @param removed have none of their keys now
 */
public record Difference(
    List<Host> kept, List<Host> changed, List<Host> added, List<Host> removed) {

  public Difference {
    kept = List.copyOf(kept);
    changed = List.copyOf(changed);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** From one configuration to the next. */
  static Difference between(Config before, Config after, Fingerprint fingerprint) {
    var kept = new ArrayList<Host>();
    var changed = new ArrayList<Host>();
    var added = new ArrayList<Host>();
    // Not equals: a regular expression in a provider file equals nothing but itself.
    Set<String> known = new HashSet<>();
    before.hosts().forEach(host -> known.add(fingerprint.of(host)));
    Set<Key> keysBefore = keys(before);
    for (Host host : after.hosts()) {
      if (known.contains(fingerprint.of(host))) {
        kept.add(host);
      } else if (shares(host, keysBefore)) {
        changed.add(host);
      } else {
        added.add(host);
      }
    }
    var removed = new ArrayList<>(before.hosts());
    Set<Key> keysAfter = keys(after);
    removed.removeIf(host -> shares(host, keysAfter));
    return new Difference(kept, changed, added, removed);
  }

  private static Set<Key> keys(Config config) {
    return config.hosts().stream()
        .flatMap(host -> host.keys().stream())
        .collect(Collectors.toSet());
  }

  private static boolean shares(Host host, Set<Key> keys) {
    return host.keys().stream().anyMatch(keys::contains);
  }

  /** Whether no host changed. */
  public boolean isEmpty() {
    return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
  }

  /** {@code 3 hosts kept, 1 changed, 1 removed}. */
  public String describe() {
    var text = new StringBuilder(kept.size() + (kept.size() == 1 ? " host kept" : " hosts kept"));
    append(text, changed.size(), "changed");
    append(text, added.size(), "added");
    append(text, removed.size(), "removed");
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
