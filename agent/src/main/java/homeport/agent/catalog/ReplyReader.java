package homeport.agent.catalog;

import homeport.agent.catalog.Descriptor.Dialect;
import homeport.agent.catalog.Reading.Reach;
import homeport.agent.catalog.ReplyTable.Row;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code replies}: rows of {@code word} or {@code status} and {@code body}. */
final class ReplyReader {
  private static final Duration LONGEST = Duration.ofDays(7);

  private ReplyReader() {}

  static ReplyTable read(Optional<ConfigNode> replies, Dialect dialect) {
    Map<String, Reading> words = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (ConfigNode node : replies.map(ConfigNode::list).orElse(List.of())) {
      node.map().ifPresent(row -> row(row, dialect, words, rows));
    }
    return new ReplyTable(words, rows);
  }

  private static void row(
      ConfigMap row, Dialect dialect, Map<String, Reading> words, List<Row> rows) {
    Optional<Meaning> means =
        row.need("means", "host-not-found").flatMap(node -> node.choice(Meaning.BY_WORD));
    Optional<Reach> scope = row.get("scope").flatMap(node -> node.choice(Reach.BY_WORD));
    Optional<Duration> pause =
        row.get("wait").flatMap(node -> node.duration(Duration.ofSeconds(1), LONGEST));
    Optional<String> word = row.get("word").flatMap(ConfigNode::text);
    Optional<String> status =
        row.get("status").flatMap(node -> node.read(ReplyReader::status, "Write 401 or 4xx"));
    Optional<Pattern> body =
        row.get("body")
            .flatMap(node -> node.read(ReplyReader::pattern, "Correct the regular expression"));
    row.done();
    if (means.isEmpty()) {
      return;
    }
    var reading = new Reading(means.get(), scope.orElse(means.get().reach()), pause);
    if (word.isPresent() && dialect == Dialect.DYNDNS2 && status.isEmpty() && body.isEmpty()) {
      words.put(word.get().toLowerCase(Locale.ROOT), reading);
    } else if (word.isEmpty() && (status.isPresent() || body.isPresent())) {
      rows.add(new Row(status, body, reading));
    } else {
      row.mistake(
          "The row does not say which answer it is about",
          dialect == Dialect.DYNDNS2
              ? "Write either \"word\", or \"status\" and \"body\""
              : "Write \"status\", \"body\" or both");
    }
  }

  private static String status(String text) {
    if (!text.matches("[1-5](\\d\\d|xx)")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a status");
    }
    return text;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("The regular expression is wrong: " + e.getDescription());
    }
  }
}
