package homeport.agent.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log line on stderr: a sentence, and nothing that a reader does not need. Under systemd the
 * journal knows the time, so only the level is told, in its own way ({@code <6>}, sd-daemon(3)).
 */
public final class LogLine extends Formatter {
  private final boolean journal;
  private final ZoneId zone;

  LogLine(boolean journal, ZoneId zone) {
    this.journal = journal;
    this.zone = zone;
  }

  /**
   * Sends everything that is logged to stderr, in lines of this form.
   *
   * @param environment the environment variables: {@code System::getenv}
   */
  public static void install(Function<String, @Nullable String> environment) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(
        new LogLine(environment.apply("JOURNAL_STREAM") != null, ZoneId.systemDefault()));
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new LateHandler(handler));
  }

  @Override
  public String format(LogRecord record) {
    Throwable thrown = record.getThrown();
    String text = oneLine(formatMessage(record)) + (thrown == null ? "" : stack(thrown));
    if (journal) {
      return priority(record.getLevel()) + text + "\n";
    }
    String time =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            record.getInstant().truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    String level = record.getLevel().intValue() >= Level.WARNING.intValue() ? "WARNING " : "";
    return time + " " + level + text + "\n";
  }

  private static String priority(Level level) {
    return level.intValue() >= Level.SEVERE.intValue()
        ? "<3>"
        : level.intValue() >= Level.WARNING.intValue()
            ? "<4>"
            : level.intValue() >= Level.INFO.intValue() ? "<6>" : "<7>";
  }

  // The stack on the same line: one event is one line, and nobody can forge another.
  private static String stack(Throwable thrown) {
    var text = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      text.append("; ").append(oneLine(each.toString()));
      StackTraceElement[] frames = each.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, 12); i++) {
        text.append(" at ").append(frames[i]);
      }
    }
    return text.toString();
  }

  // Words of a provider must not end the line, nor move the cursor of a terminal.
  private static String oneLine(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean plain =
                  !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
              line.appendCodePoint(plain ? c : ' ');
            });
    return line.toString().strip();
  }
}
