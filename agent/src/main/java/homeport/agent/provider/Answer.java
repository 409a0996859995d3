package homeport.agent.provider;

import homeport.agent.catalog.Meaning;
import homeport.agent.catalog.Meaning.Kind;
import homeport.agent.catalog.Reading;
import homeport.agent.catalog.ReplyTable;
import homeport.agent.catalog.ReplyTable.Row;
import homeport.agent.plan.Outcome;
import homeport.dns.dyndns2.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A provider's answer as the dialects read it.
 *
 * @param status of HTTP
 * @param body without byte order mark and white space around it; empty if it was cut off
 * @param retryAfter the wait that it states
 * @param secrets not to be repeated
 */
record Answer(int status, String body, Optional<Duration> retryAfter, List<String> secrets) {
  /** Patterns are tried on so much of the body, so that none takes long. */
  private static final int PATTERN_REACH = 4096;

  Answer {
    body = (body.startsWith("\ufeff") ? body.substring(1) : body).strip();
  }

  /** Whether a success may be believed at all. */
  boolean mayBeSuccess() {
    return status >= 200 && status <= 299;
  }

  private boolean page() {
    String lower = start().toLowerCase(Locale.ROOT);
    return lower.contains("<html") || lower.contains("<!doctype");
  }

  private String start() {
    return body.substring(0, Math.min(body.length(), PATTERN_REACH));
  }

  /** The first row that fits; never a success by a web page or an unsuccessful status. */
  Optional<Row> row(ReplyTable table) {
    return table.rows().stream()
        .filter(row -> row.fits(status, start()))
        .filter(
            row -> row.reading().meaning().kind() != Kind.SUCCESS || (mayBeSuccess() && !page()))
        .findFirst();
  }

  /** What the whole answer means by its row, else by its status. */
  Outcome whole(ReplyTable table) {
    Reading reading = row(table).map(Row::reading).orElse(Outcomes.ofStatus(status));
    return outcome(reading, Optional.empty());
  }

  Outcome outcome(Reading reading, Optional<String> warning) {
    String said = Said.ofBody(body, secrets);
    boolean bare = reading.meaning() == Meaning.UNINTELLIGIBLE || said.isEmpty();
    String words = bare ? ("status " + status + " " + said).strip() : said;
    return Outcomes.of(reading, retryAfter, warning, words);
  }

  Reply reply() {
    return Reply.parse(body);
  }

  String clean(String line) {
    return Said.clean(line, secrets);
  }
}
