package homeport.agent.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How text looks on this terminal. A state is a sign, a word and a colour, never a colour alone.
 *
 * @param colour whether colours are shown
 * @param unicode whether signs beyond ASCII can be shown
 */
record Look(boolean colour, boolean unicode) {
  static final Look PLAIN = new Look(false, false);

  static Look ofThisTerminal() {
    boolean terminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
            && System.getenv("NO_COLOR") == null;
    String charset = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    return new Look(terminal, charset.equalsIgnoreCase("UTF-8"));
  }

  /** The state as a sign and its word, at most 10 columns wide. */
  String state(String state) {
    return switch (state) {
      case "good" -> coloured("32", (unicode ? "● " : "+ ") + state);
      case "waiting" -> coloured("33", (unicode ? "◐ " : "~ ") + state);
      case "blocked" -> coloured("31", (unicode ? "✕ " : "! ") + state);
      default -> coloured("2", (unicode ? "○ " : "- ") + state);
    };
  }

  private String coloured(String code, String text) {
    String padded = (text + " ".repeat(10)).substring(0, Math.max(10, text.length()));
    return colour ? "\u001b[" + code + "m" + padded + "\u001b[0m" : padded;
  }
}
