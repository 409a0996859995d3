package homeport.agent.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider's own words for how an update ended.
 *
 * @param words for the dyndns2 dialect: whole lines or first words, in lower case, that mean
 *     something else here than elsewhere
 * @param rows tried in order against status and body; the first that fits counts. For the dyndns2
 *     dialect only where no line of the body was understood
 */
public record ReplyTable(Map<String, Reading> words, List<Row> rows) {

  public ReplyTable {
    words = Map.copyOf(words);
    rows = List.copyOf(rows);
  }

  /**
   * One row; both conditions must hold.
   *
   * @param status a status ({@code 401}) or a class of them ({@code 4xx}); nothing for any
   * @param body searched in the trimmed body; nothing for any. A group named {@code address} is the
   *     address that the provider says it stored
   */
  public record Row(Optional<String> status, Optional<Pattern> body, Reading reading) {

    /** Whether it fits this answer. */
    public boolean fits(int code, String text) {
      String digits = Integer.toString(code);
      boolean statusFits =
          status.isEmpty()
              || status.get().equals(digits)
              || (status.get().endsWith("xx") && status.get().charAt(0) == digits.charAt(0));
      return statusFits && body.map(pattern -> pattern.matcher(text).find()).orElse(true);
    }

    /** The text that the group {@code address} caught in a body that fits. */
    public Optional<String> address(String text) {
      if (body.isEmpty() || !body.get().namedGroups().containsKey("address")) {
        return Optional.empty();
      }
      Matcher matcher = body.get().matcher(text);
      return matcher.find() ? Optional.ofNullable(matcher.group("address")) : Optional.empty();
    }
  }

  /** What this provider means by a line; nothing if the file does not say. */
  public Optional<Reading> word(String line, String firstWord) {
    Reading whole = words.get(line.toLowerCase(Locale.ROOT));
    return whole != null
        ? Optional.of(whole)
        : Optional.ofNullable(words.get(firstWord.toLowerCase(Locale.ROOT)));
  }
}
