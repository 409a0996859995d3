package homeport.testkit.lab;

import java.time.Duration;
import java.util.List;

/** Short commands that must succeed. */
final class Commands {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Commands() {}

  /** Runs a command to its end and returns its output; any exit status but 0 is a failure. */
  static String run(List<String> command) {
    return run(command, false);
  }

  static String run(List<String> command, boolean wrapped) {
    var text = String.join(" ", command);
    try (var running = Running.start(text, command, wrapped)) {
      var status = running.waitFor(LIMIT);
      var output = String.join("\n", running.lines());
      if (status != 0) {
        throw new LabFailure("%s ended with %d\n%s".formatted(text, status, output));
      }
      return output;
    }
  }
}
