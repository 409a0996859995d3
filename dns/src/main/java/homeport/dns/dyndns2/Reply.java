package homeport.dns.dyndns2;

import java.util.List;
import java.util.Locale;

/**
 * A dyndns2 answer, line by line.
 *
 * @param page whether it is a web page (a portal, an error page); then no line of it counts,
 *     whatever words it holds
 * @param lines the lines that are not empty, in their order; none for a page
 */
public record Reply(boolean page, List<ReplyLine> lines) {
  /** More lines than any request has hosts and addresses; what follows is not read. */
  static final int MOST_LINES = 1000;

  public Reply {
    lines = List.copyOf(lines);
  }

  /** Reads any text: LF or CRLF, blank lines, a byte order mark and white space are ignored. */
  public static Reply parse(String body) {
    String text = body.startsWith("\ufeff") ? body.substring(1) : body;
    if (isPage(text)) {
      return new Reply(true, List.of());
    }
    return new Reply(
        false,
        text.lines()
            .filter(line -> !line.isBlank())
            .limit(MOST_LINES)
            .map(ReplyLine::read)
            .toList());
  }

  private static boolean isPage(String text) {
    String start = text.stripLeading();
    String lower = start.toLowerCase(Locale.ROOT);
    return start.startsWith("<") || lower.contains("<html") || lower.contains("<!doctype");
  }
}
