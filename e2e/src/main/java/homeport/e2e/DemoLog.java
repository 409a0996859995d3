package homeport.e2e;

import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Shows what a program says, as it says it. */
final class DemoLog {
  private final String name;
  private final Path file;

  DemoLog(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  /** Until the program ends. */
  void follow(Running running) {
    try {
      for (int i = 0; ; i++) {
        String line = running.awaitFrom(i, "next line", _ -> true, Duration.ofDays(365));
        System.out.printf("  %-6s  %s%n", name, withoutTime(line));
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (LabFailure e) {
      // It ended, and with it its lines.
      System.out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT\\S+ +", "");
  }
}
