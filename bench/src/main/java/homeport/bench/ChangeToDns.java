package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Running;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** From a change to the new answer of our own name server: agent, server, disk, all of it. */
final class ChangeToDns {
  private static final Duration SOON = Duration.ofSeconds(30);

  private ChangeToDns() {}

  static Series measure(Options options) {
    var series = new Series();
    try (var lab = Lab.create();
        var server = ServerInLab.start(lab)) {
      var changes = new Changes(lab);
      try (var watch = watch(lab);
          var _ = AgentInLab.start(lab, "own", server.provider())) {
        watch.await("first answer", line -> line.endsWith(" 198.51.100.10"), SOON);
        Pause.millis(1500);
        for (var i = 0; i < options.number("dns-changes"); i++) {
          series.add(one(watch, changes));
          Pause.millis(50); // The agent's own look at DNS ends, too.
        }
      }
    }
    return series;
  }

  private static long one(Running watch, Changes changes) {
    var mark = watch.mark();
    var change = changes.next();
    return answer(watch, mark, change.address()) - change.began();
  }

  /** The {@code nanoTime} of the first answer with this address. */
  static long answer(Running watch, int mark, String address) {
    var answer = watch.awaitFrom(mark, "new answer", line -> line.endsWith(" " + address), SOON);
    return Long.parseLong(answer.split(" ", -1)[1]);
  }

  /** Tells each new answer of the server; see {@link AnswerWatch}. */
  static Running watch(Lab lab) {
    return lab.internet().start(command());
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx32m",
        "-cp",
        place() + File.pathSeparator,
        AnswerWatch.class.getName(),
        ServerInLab.ADDRESS,
        ServerInLab.NAME);
  }

  private static String place() {
    try {
      var source = ChangeToDns.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
