package homeport.agent.provider;

import homeport.agent.catalog.Meaning.Kind;
import homeport.agent.plan.Change;
import homeport.agent.provider.Dyndns2Dialect.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which line of a dyndns2 answer is about which change. */
final class Pairing {
  private Pairing() {}

  /** Changes that have no line are left out. */
  static Map<Change.Put, Line> pair(Batch batch, List<Line> lines) {
    List<String> names = batch.names();
    var paired = new HashMap<Change.Put, Line>();
    if (names.size() == 1 && batch.changes().size() > 1 && lines.size() > 1) {
      return byAddress(batch.changes(), lines);
    }
    boolean oneForAll = lines.size() == 1;
    for (int i = 0; i < names.size() && (oneForAll || i < lines.size()); i++) {
      Line line = lines.get(oneForAll ? 0 : i);
      batch.of(names.get(i)).forEach(change -> paired.put(change, line));
    }
    return paired;
  }

  /** Some servers write a line for each address, the good ones first, whatever was sent first. */
  private static Map<Change.Put, Line> byAddress(List<Change.Put> changes, List<Line> lines) {
    var paired = new HashMap<Change.Put, Line>();
    var open = new ArrayList<>(changes);
    var left = new ArrayList<Line>();
    for (Line line : lines) {
      Optional<Change.Put> named =
          open.stream()
              .filter(c -> c.addresses().stream().anyMatch(line.text().addresses()::contains))
              .findFirst();
      if (named.isPresent()) {
        paired.put(named.get(), line);
        open.remove(named.get());
      } else {
        left.add(line);
      }
    }
    for (int i = 0; i < Math.min(open.size(), left.size()); i++) {
      paired.put(open.get(i), left.get(i));
    }
    return paired;
  }

  /** What is odd about the number of lines, told with each success. */
  static Optional<String> oddity(Batch batch, List<Line> lines) {
    int names = batch.names().size();
    int most = names == 1 ? batch.changes().size() : names;
    if (lines.size() > most) {
      return Optional.of("the answer has more lines than hostnames were sent");
    }
    boolean success = lines.getFirst().reading().meaning().kind() == Kind.SUCCESS;
    return lines.size() == 1 && names > 1 && success
        ? Optional.of("the answer has one line for " + names + " hostnames")
        : Optional.empty();
  }
}
