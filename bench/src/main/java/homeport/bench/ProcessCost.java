package homeport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process takes, as the kernel counts it (proc(5)).
 *
 * @param rssKib resident memory
 * @param dirtyKib of that, written and not shared with anybody: what it really costs
 * @param threads now
 * @param wakeUps voluntary context switches of all its threads so far
 * @param cpuMillis processor time of all its threads so far
 */
record ProcessCost(long rssKib, long dirtyKib, int threads, long wakeUps, double cpuMillis) {

  static ProcessCost of(long pid) {
    var own = Path.of("/proc", Long.toString(pid));
    var memory = Machine.read(own.resolve("smaps_rollup"));
    var tasks = tasks(own.resolve("task"));
    return new ProcessCost(
        number(memory, "Rss"),
        number(memory, "Private_Dirty"),
        tasks.size(),
        tasks.stream().mapToLong(task -> wakeUps(task)).sum(),
        tasks.stream().mapToLong(task -> nanos(task)).sum() / 1e6);
  }

  private static List<Path> tasks(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long wakeUps(Path task) {
    return number(readIfAlive(task.resolve("status")), "voluntary_ctxt_switches");
  }

  /** Time on a processor: finer than the 10 ms ticks of utime and stime. */
  private static long nanos(Path task) {
    var text = readIfAlive(task.resolve("schedstat"));
    return text.isBlank() ? 0 : Long.parseLong(text.split(" ", -1)[0]);
  }

  private static String readIfAlive(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return ""; // The thread has ended since it was listed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  String rss() {
    return mebibytes(rssKib);
  }

  String dirty() {
    return mebibytes(dirtyKib);
  }

  private static String mebibytes(long kib) {
    return String.format(Locale.ROOT, "%.1f MB", kib / 1024.0);
  }
}
