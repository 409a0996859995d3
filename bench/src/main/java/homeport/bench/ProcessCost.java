package homeport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process takes, as the kernel counts it (proc(5)).
 *
 * @param rssKib resident memory
 * @param dirtyKib of that, written and not shared with anybody: what it really costs
 * @param threads by number, those that live now
 */
record ProcessCost(long rssKib, long dirtyKib, Map<String, Spent> threads) {

  /**
   * What a thread, or several, took.
   *
   * @param name of one of them, as the kernel knows it
   * @param wakeUps voluntary context switches
   * @param nanos time on a processor
   */
  record Spent(String name, long wakeUps, long nanos) {
    private static final Spent NOTHING = new Spent("", 0, 0);

    Spent plus(Spent other) {
      return new Spent(name, wakeUps + other.wakeUps, nanos + other.nanos);
    }

    Spent minus(Spent other) {
      return new Spent(name, wakeUps - other.wakeUps, nanos - other.nanos);
    }
  }

  static ProcessCost of(long pid) {
    var own = Path.of("/proc", Long.toString(pid));
    var memory = Machine.read(own.resolve("smaps_rollup"));
    return new ProcessCost(
        number(memory, "Rss"), number(memory, "Private_Dirty"), threads(own.resolve("task")));
  }

  /** What the threads that live now spent since then; threads that ended are not counted. */
  Spent since(ProcessCost before) {
    var all = Spent.NOTHING;
    for (var each : threads.entrySet()) {
      var then = before.threads().getOrDefault(each.getKey(), Spent.NOTHING);
      all = all.plus(each.getValue().minus(then));
    }
    return all;
  }

  /** The same for each name that threads have; the kernel keeps the first 15 letters. */
  Map<String, Spent> sinceByName(ProcessCost before) {
    var byName = new TreeMap<String, Spent>();
    for (var each : threads.entrySet()) {
      var then = before.threads().getOrDefault(each.getKey(), Spent.NOTHING);
      byName.merge(each.getValue().name(), each.getValue().minus(then), Spent::plus);
    }
    return byName;
  }

  /** What the threads that live now have spent. */
  Spent spent() {
    return threads.values().stream().reduce(Spent.NOTHING, Spent::plus);
  }

  private static Map<String, Spent> threads(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      var threads = new HashMap<String, Spent>();
      all.forEach(task -> threads.put(task.getFileName().toString(), spent(task)));
      return Map.copyOf(threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // schedstat is finer than the 10 ms ticks of utime and stime.
  private static Spent spent(Path task) {
    var onProcessor = readIfAlive(task.resolve("schedstat"));
    return new Spent(
        readIfAlive(task.resolve("comm")).strip(),
        number(readIfAlive(task.resolve("status")), "voluntary_ctxt_switches"),
        onProcessor.isBlank() ? 0 : Long.parseLong(onProcessor.split(" ", -1)[0]));
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
