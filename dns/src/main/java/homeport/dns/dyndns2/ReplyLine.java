package homeport.dns.dyndns2;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of a dyndns2 answer: {@code CODE [SP DETAIL]}.
 *
 * @param code nothing if the first word is none that we know
 * @param word the first word as it was written
 * @param addresses the addresses that the detail names, in their order; often none
 * @param pause the time that {@code wNNh}, {@code wNNm} or {@code wNNs} states
 * @param raw the whole line, trimmed
 */
public record ReplyLine(
    Optional<Code> code,
    String word,
    List<IpAddress> addresses,
    Optional<Duration> pause,
    String raw) {
  private static final Pattern WAIT = Pattern.compile("[wW](\\d{1,4})([hHmMsS])");
  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern COMMA_OR_SPACE = Pattern.compile("[, \\t]+");

  public ReplyLine {
    addresses = List.copyOf(addresses);
  }

  /** Reads one line; every text is one, most of them without a code. */
  static ReplyLine read(String line) {
    String raw = line.strip();
    String[] parts = SPACE.split(raw, 2);
    String detail = parts.length > 1 ? parts[1] : "";
    List<IpAddress> addresses =
        Stream.of(COMMA_OR_SPACE.split(detail))
            .map(IpAddress::parse)
            .flatMap(Optional::stream)
            .toList();
    return new ReplyLine(Code.of(parts[0]), parts[0], addresses, pause(parts[0]), raw);
  }

  static Optional<Duration> pause(String word) {
    Matcher match = WAIT.matcher(word);
    if (!match.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(match.group(1));
    return Optional.of(
        switch (match.group(2)) {
          case "h", "H" -> Duration.ofHours(count);
          case "m", "M" -> Duration.ofMinutes(count);
          default -> Duration.ofSeconds(count);
        });
  }

  @Override
  public String toString() {
    return raw;
  }
}
