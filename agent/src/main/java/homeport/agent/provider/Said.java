package homeport.agent.provider;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider's own words, made fit to be shown: short, on one line, without secrets. */
final class Said {
  static final int LONGEST = 200;
  private static final Pattern TITLE = Pattern.compile("(?i)<title[^>]{0,80}>([^<]{1,200})");
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

  private Said() {}

  static String clean(String text, List<String> secrets) {
    String shown = UNSEEN.matcher(masked(text, secrets)).replaceAll(" ").strip();
    // Again: what was taken out may have stood in the middle of a secret.
    shown = masked(shown, secrets);
    if (shown.length() <= LONGEST) {
      return shown;
    }
    int end = Character.isHighSurrogate(shown.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return shown.substring(0, end) + "…";
  }

  /** The title for a web page, for anything else the text. */
  static String ofBody(String body, List<String> secrets) {
    Matcher title = TITLE.matcher(body);
    if (title.find()) {
      return "a web page, \"" + clean(title.group(1), secrets) + "\"";
    }
    return body.stripLeading().startsWith("<") ? "a web page" : clean(body, secrets);
  }

  private static String masked(String text, List<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      if (!secret.isBlank()) {
        masked = masked.replace(secret, "****");
      }
    }
    return masked;
  }
}
