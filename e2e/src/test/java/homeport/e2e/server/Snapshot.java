package homeport.e2e.server;

import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the real {@code dig} reads over one TCP connection: the address records of many names. */
record Snapshot(Map<String, String> ipv4, Map<String, String> ipv6) {

  /** The address of a family, or nothing as an empty text. */
  String ipv4(String name) {
    return ipv4.getOrDefault(name, "");
  }

  String ipv6(String name) {
    return ipv6.getOrDefault(name, "");
  }

  /** Asks for all of them; the file for dig's questions is made in the directory. */
  static Snapshot of(RealServer server, Collection<String> names, Path directory) {
    var questions = directory.resolve("questions");
    try {
      Files.write(
          questions, names.stream().flatMap(n -> List.of(n + " A", n + " AAAA").stream()).toList());
    } catch (IOException e) {
      throw new LabFailure("cannot write " + questions, e);
    }
    var command =
        List.of("dig", "@127.0.0.1", "-p", Integer.toString(server.port("dns")), "+tcp").stream();
    var options =
        List.of("+keepopen", "+noall", "+answer", "+comments", "-f", questions.toString());
    try (var dig =
        Place.HERE.start(java.util.stream.Stream.concat(command, options.stream()).toList())) {
      var status = dig.waitFor(Duration.ofSeconds(40));
      return read(status, dig.lines(), 2 * names.size());
    }
  }

  private static Snapshot read(int status, List<String> lines, int asked) {
    var snapshot = new Snapshot(new HashMap<>(), new HashMap<>());
    var answered = 0;
    for (var line : lines) {
      var fields = line.split("\\s+");
      if (line.contains("status: NOERROR") || line.contains("status: NXDOMAIN")) {
        answered++;
      } else if (fields.length == 5 && !line.startsWith(";")) {
        var data = "AAAA".equals(fields[3]) ? snapshot.ipv6 : snapshot.ipv4;
        data.merge(fields[0].replaceFirst("\\.$", ""), fields[4], (a, b) -> a + " " + b);
      }
    }
    if (status != 0 || answered != asked) {
      throw new LabFailure(
          "dig ended with %d, %d of %d answers\n%s"
              .formatted(
                  status,
                  answered,
                  asked,
                  String.join("\n", lines.subList(0, Math.min(9, lines.size())))));
    }
    return snapshot;
  }
}
