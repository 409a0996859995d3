package homeport.agent;

import homeport.agent.doctor.Symptom;
import homeport.agent.plan.Key;
import homeport.dns.IpAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the rows of a status again, from a running agent or from disk. */
final class StatusRows {
  private StatusRows() {}

  /** What is published without trouble. */
  record Good(List<IpAddress> addresses, Instant since) {}

  private static Stream<Map<?, ?>> rows(Map<String, ?> status) {
    return status.get("hosts") instanceof List<?> rows
        ? rows.stream()
            .flatMap(row -> row instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
        : Stream.empty();
  }

  private static String text(Map<?, ?> row, String key) {
    return row.get(key) instanceof String text ? text : "";
  }

  /** The names that are left alone until somebody acts. */
  static List<Symptom> blocked(Map<String, ?> status) {
    return rows(status)
        .filter(row -> text(row, "state").equals("blocked"))
        .<Symptom>map(
            row -> new Symptom.Blocked(text(row, "name"), text(row, "why"), text(row, "next")))
        .distinct()
        .toList();
  }

  /** What is published for a key, if it is and nothing holds it back. */
  static Optional<Good> good(Map<String, ?> status, Key key) {
    return rows(status)
        .filter(row -> text(row, "state").equals("good"))
        .filter(row -> text(row, "name").equals(key.target().name()))
        .filter(row -> text(row, "family").equals(key.family().toString()))
        .filter(row -> text(row, "provider").equals(key.target().account().provider()))
        .filter(row -> text(row, "user").equals(key.target().account().user()))
        .findFirst()
        .flatMap(StatusRows::read);
  }

  private static Optional<Good> read(Map<?, ?> row) {
    List<IpAddress> addresses =
        row.get("addresses") instanceof List<?> list
            ? list.stream()
                .flatMap(each -> IpAddress.parse(String.valueOf(each)).stream())
                .sorted()
                .toList()
            : List.of();
    try {
      return Optional.of(new Good(addresses, Instant.parse(text(row, "since"))));
    } catch (DateTimeException e) {
      return Optional.empty(); // from another version
    }
  }
}
