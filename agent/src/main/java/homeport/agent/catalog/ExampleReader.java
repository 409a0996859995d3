package homeport.agent.catalog;

import homeport.agent.catalog.Meaning.Kind;
import homeport.dns.IpAddress;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code examples}. */
final class ExampleReader {
  private ExampleReader() {}

  static List<Example> read(ConfigMap file) {
    Optional<ConfigNode> node = file.need("examples", "[...]");
    if (node.isEmpty()) {
      return List.of();
    }
    var examples = new ArrayList<Example>();
    for (ConfigNode item : node.get().list()) {
      item.map().flatMap(ExampleReader::example).ifPresent(examples::add);
    }
    if (!shows(examples, Kind.SUCCESS) || !shows(examples, Kind.REFUSAL)) {
      node.get()
          .mistake(
              "The examples lack a success or a refusal",
              "Show at least one of each: how it works and how it fails");
    }
    return examples;
  }

  private static boolean shows(List<Example> examples, Kind kind) {
    return examples.stream().anyMatch(e -> e.means().stream().anyMatch(m -> m.kind() == kind));
  }

  private static Optional<Example> example(ConfigMap map) {
    List<String> names = several(map, "update", "home.example.org", ConfigNode::text);
    List<IpAddress> addresses =
        several(
            map, "with", "192.0.2.1", n -> n.read(IpAddress::of, "Write an address: 192.0.2.1"));
    List<Meaning> means = several(map, "means", "changed", n -> n.choice(Meaning.BY_WORD));
    Optional<String> request =
        map.need("request", "GET https://dyndns.example.org/nic/update?hostname=home.example.org")
            .flatMap(ConfigNode::text);
    int status = map.get("status").flatMap(node -> node.integer(100, 599)).orElse(200);
    Optional<String> reply = map.need("reply", "good 192.0.2.1").flatMap(ConfigNode::text);
    map.done();
    if (!means.isEmpty() && means.size() != names.size()) {
      map.mistake(
          "There are " + names.size() + " names but " + means.size() + " meanings",
          "Write one meaning for each name");
      return Optional.empty();
    }
    return request.flatMap(
        line -> reply.map(body -> new Example(names, addresses, line, status, body, means)));
  }

  private static <T> List<T> several(
      ConfigMap map, String key, String example, Function<ConfigNode, Optional<T>> reading) {
    return map.need(key, example).map(ConfigNode::oneOrMore).orElse(List.of()).stream()
        .map(reading)
        .flatMap(Optional::stream)
        .toList();
  }
}
