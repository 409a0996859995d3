package homeport.bench;

import homeport.testkit.lab.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** On what it was measured: figures without it mean nothing. */
final class Machine {
  private Machine() {}

  static String describe() {
    return String.join(
        "\n",
        "date:     " + OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
        "machine:  "
            + Runtime.getRuntime().availableProcessors()
            + " processors ("
            + processor()
            + "), "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        "java:     "
            + System.getProperty("java.vendor.version", "")
            + " "
            + System.getProperty("java.runtime.version"),
        "start-up: "
            + (Programs.find().isImageFresh()
                ? "dist/image, as shipped: own runtime, AOT cache"
                : "from the jars, no AOT cache (./homeport package image makes the real one)"),
        load());
  }

  /** Who else used the processors: a figure on a busy machine says less. */
  static String load() {
    var words = read(Path.of("/proc/loadavg")).split(" ", -1);
    return "load:     " + String.join(" ", List.of(words).subList(0, 3));
  }

  private static String processor() {
    return read(Path.of("/proc/cpuinfo"))
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
