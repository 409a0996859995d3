package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static String line(boolean journal, Level level, String text, Throwable thrown) {
    var record = new LogRecord(level, text);
    record.setInstant(Instant.parse("2026-11-21T12:00:00Z"));
    record.setThrown(thrown);
    return new LogLine(journal, ZoneOffset.UTC).format(record);
  }

  @Test
  void under_systemd_there_is_a_priority_and_no_time() {
    assertThat(line(true, Level.INFO, "sent", null)).isEqualTo("<6>sent\n");
    assertThat(line(true, Level.WARNING, "odd", null)).isEqualTo("<4>odd\n");
  }

  @Test
  void elsewhere_there_is_a_time() {
    assertThat(line(false, Level.INFO, "sent", null)).isEqualTo("2026-11-21T12:00:00Z sent\n");
  }

  @Test
  void one_event_is_one_line_whatever_a_provider_says() {
    assertThat(line(true, Level.INFO, "a\n<0>forged\r\u001b[2J\u202e", null))
        .isEqualTo("<6>a <0>forged  [2J\n");
    assertThat(line(true, Level.SEVERE, "fault", new IllegalStateException("x\ny")))
        .startsWith("<3>fault; java.lang.IllegalStateException: x y at ")
        .containsOnlyOnce("\n");
  }
}
