package homeport.agent;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where sentences for people go. */
interface Log {
  /** How much of the way to a fault is told. */
  int FRAMES = 6;

  /** What happened: one line. */
  void say(String line);

  /** What needs somebody's attention: one line. */
  void warn(String line);

  /**
   * A fault of this program: one line that says where. What the exception says is left out, since
   * it may hold what was handled there.
   */
  default void fault(String what, RuntimeException e) {
    String where =
        Arrays.stream(e.getStackTrace())
            .limit(FRAMES)
            .map(f -> f.getFileName() + ":" + f.getLineNumber())
            .collect(Collectors.joining(" < "));
    String kind = e.getClass().getSimpleName();
    warn(what + " ended by a fault of this program; please report it: " + kind + " at " + where);
  }
}
