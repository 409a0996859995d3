package homeport.bench;

import java.util.Map;
import java.util.function.Consumer;

/** Something that can be measured by one command. */
interface Benchmark {
  /** How it is called on the command line. */
  String name();

  /** What it measures, and beside what. */
  String sentence();

  /** Its options, in the order in which they are shown. */
  Map<String, Option> defaults();

  /** Measures, and tells what it found as lines of Markdown. */
  void run(Options options, Consumer<String> out);

  /**
   * A number that the user may choose.
   *
   * @param value without a choice
   * @param meaning for people
   */
  record Option(int value, String meaning) {
    String describe() {
      return value + "  " + meaning;
    }
  }
}
