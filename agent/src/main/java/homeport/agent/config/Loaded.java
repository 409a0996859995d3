package homeport.agent.config;

import homeport.kit.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a configuration.
 *
 * @param config nothing if the text or a setting above the hosts is wrong, or no host is good
 * @param mistakes every one, in the order of their places
 * @param warnings the configuration is used in spite of them
 * @param bad the hosts that were left out
 * @param files other files that were read (secrets, certificates): when one changes, read again
 */
public record Loaded(
    Optional<Config> config,
    List<Mistake> mistakes,
    List<Mistake> warnings,
    List<BadHost> bad,
    Set<Path> files) {

  /**
   * A host that cannot be used.
   *
   * @param names those of its names that could be read
   */
  public record BadHost(List<String> names) {}

  public Loaded {
    mistakes = List.copyOf(mistakes);
    warnings = List.copyOf(warnings);
    bad = List.copyOf(bad);
    files = Set.copyOf(files);
  }
}
