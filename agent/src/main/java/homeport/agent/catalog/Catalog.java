package homeport.agent.catalog;

import homeport.kit.Mistakes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The provider files that come with the program. Each is read when it is asked for. */
public final class Catalog {
  private final List<String> ids;

  /** Reads the index. */
  public Catalog() {
    ids =
        new String(resource("index"), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
  }

  /** The ids of all providers, in the order of the index. */
  public List<String> ids() {
    return ids;
  }

  /**
   * The descriptor with this id.
   *
   * @throws IllegalStateException if its file, which a test has read before, has mistakes
   */
  public Optional<Descriptor> find(String id) {
    if (!ids.contains(id)) {
      return Optional.empty();
    }
    var mistakes = new Mistakes();
    String name = id + ".yaml";
    Optional<Descriptor> read = DescriptorReader.read(name, resource(name), mistakes);
    return Optional.of(read.orElseThrow(() -> new IllegalStateException(mistakes.toString())));
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Catalog.class.getResourceAsStream("/providers/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
