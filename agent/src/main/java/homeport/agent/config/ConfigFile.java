package homeport.agent.config;

import homeport.kit.Mistake;
import homeport.kit.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force, and the file behind it.
 *
 * <p>{@link #look} is called every few seconds: it takes a changed file once it was seen unchanged
 * in two looks, because an editor may be in the middle of writing, and half a file can be a good
 * one with fewer hosts. For one thread.
 */
public final class ConfigFile {
  private final Path file;
  private final ConfigReader reader;
  private final Fingerprint fingerprint = new Fingerprint(UUID.randomUUID().toString());
  private Stamp taken;
  private @Nullable Stamp seen;
  private Set<Path> others = Set.of();
  private @Nullable Config config;

  /** Nothing is read yet. */
  public ConfigFile(Path file, ConfigReader reader) {
    this.file = file;
    this.reader = reader;
    this.taken = new Stamp(List.of());
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /**
   * Reads the file, with every secret, whatever the stamps say: at the start and on SIGHUP.
   *
   * @return never {@link Reload.Same}; at the start everything is added
   */
  public Reload reload() {
    // Before reading: a change while we read is then seen by the next look.
    Stamp before = Stamp.of(file, others);
    Loaded loaded = reader.read(file);
    taken = loaded.files().equals(others) ? before : Stamp.of(file, loaded.files());
    seen = null;
    others = loaded.files();
    if (loaded.config().isEmpty()) {
      return new Reload.Kept(loaded);
    }
    Config old = config;
    Config next = loaded.config().get();
    if (old == null) {
      old = next.with(List.of());
    } else {
      loaded = warnOfFixed(old, next, loaded);
      next = merged(old, next, loaded);
    }
    config = next;
    return new Reload.Taken(next, Difference.between(old, next, fingerprint), loaded);
  }

  /** Reads the file if it, a secret's file or a certificate's was changed and is at rest again. */
  public Reload look() {
    Stamp now = Stamp.of(file, others);
    if (now.equals(taken)) {
      seen = null;
      return new Reload.Same();
    }
    if (!now.equals(seen)) {
      seen = now;
      return new Reload.Same();
    }
    return reload();
  }

  /** The good hosts, and the old ones that the bad ones were meant to replace. */
  private static Config merged(Config old, Config next, Loaded loaded) {
    var hosts = new ArrayList<>(next.hosts());
    var keys = new HashSet<Object>();
    next.hosts().forEach(host -> keys.addAll(host.keys()));
    for (Host host : old.hosts()) {
      boolean free = host.keys().stream().noneMatch(keys::contains);
      if (free && loaded.bad().stream().anyMatch(bad -> meant(bad, host))) {
        hosts.add(host);
      }
    }
    return next.with(hosts).at(old.state(), old.control());
  }

  private Loaded warnOfFixed(Config old, Config next, Loaded loaded) {
    if (old.state().equals(next.state()) && old.control().equals(next.control())) {
      return loaded;
    }
    var warnings = new ArrayList<>(loaded.warnings());
    warnings.add(
        new Mistake(
            new Place(file.toString(), 1, 1),
            "\"state\" and \"control\" are read at the start only",
            "Restart the agent"));
    return new Loaded(loaded.config(), loaded.mistakes(), warnings, loaded.bad(), loaded.files());
  }

  // A bad host whose names cannot be read may be any of the old ones: none is dropped then.
  private static boolean meant(Loaded.BadHost bad, Host old) {
    return bad.names().isEmpty()
        || bad.names().stream()
            .anyMatch(name -> old.names().stream().anyMatch(name::equalsIgnoreCase));
  }
}
