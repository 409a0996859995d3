package homeport.agent.provider;

import homeport.agent.transport.Exchange.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  /** A day: what asks for more is a mistake, and the address may be wrong all that time. */
  static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * The wait that an answer states, at most a day; nothing if it states none, or a senseless one.
   *
   * @param now our clock, used for a date only where the answer does not tell its own
   */
  static Optional<Duration> of(Answered answer, Instant now) {
    return answer
        .header("retry-after")
        .map(String::strip)
        .flatMap(text -> text.matches("\\d+") ? seconds(text) : until(text, sent(answer, now)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> seconds(String text) {
    return Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Optional<Duration> until(String text, Instant sent) {
    return date(text).map(then -> Duration.between(sent, then));
  }

  // The two dates of one answer come from one clock; ours may say 1970.
  private static Instant sent(Answered answer, Instant now) {
    return answer.header("date").flatMap(RetryAfter::date).orElse(now);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty(); // Not a date: the header says nothing.
    }
  }
}
