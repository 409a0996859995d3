package homeport.testkit.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The real {@code dig}, asking one name server once.
 *
 * @param place where it runs
 * @param server address of the name server
 * @param port its port
 */
public record Dig(Place place, String server, int port) {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** The data of the records in the answer, sorted; empty when there are none. */
  public List<String> data(String name, String type) {
    return run("+short", name, type).lines().stream()
        .filter(line -> !line.startsWith(";") && !line.isBlank())
        .sorted()
        .toList();
  }

  /** The whole answer as dig writes it. */
  public String all(String name, String type) {
    return String.join("\n", run("+norecurse", name, type).lines());
  }

  private Running run(String option, String name, String type) {
    var command = new ArrayList<>(List.of("dig", "@" + server, "-p", Integer.toString(port)));
    command.addAll(List.of("+time=2", "+tries=1", option, name, type));
    var dig = place.start(command);
    dig.waitFor(LIMIT);
    return dig;
  }
}
