package homeport.agent.catalog;

import homeport.agent.catalog.About.Confidence;
import homeport.agent.catalog.Descriptor.Dialect;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A provider that the user describes in the configuration: {@code provider: custom}. */
public final class Custom {
  private Custom() {}

  /**
   * Reads the keys of a custom provider from the mapping of a host. Only {@code url} is needed; the
   * others are {@code query}, {@code method}, {@code auth}, {@code dialect}, {@code families},
   * {@code hosts-per-request}, {@code wildcard}, {@code groups}, {@code user-agent}, {@code
   * minimum-interval}, {@code refresh} and {@code replies}, as in provider files. Other keys are
   * left to the caller.
   *
   * @return nothing if there are mistakes; they are noted at their places
   */
  public static Optional<Descriptor> read(ConfigMap host) {
    Dialect dialect =
        host.get("dialect").flatMap(node -> node.choice(Dialect.BY_WORD)).orElse(Dialect.DYNDNS2);
    String authority = host.get("url").flatMap(ConfigNode::text).map(Custom::authority).orElse("");
    var about =
        new About(
            "custom@" + authority,
            authority,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Confidence.OWN,
            List.of());
    return DescriptorReader.rest(host, about, dialect, List.of(), true);
  }

  private static String authority(String url) {
    int query = url.indexOf('?');
    String base = (query < 0 ? url : url.substring(0, query)).replaceAll("\\{[a-z0-9-]+\\}", "x");
    try {
      String authority = URI.create(base).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return ""; // The reader of the request says what is wrong.
    }
  }
}
