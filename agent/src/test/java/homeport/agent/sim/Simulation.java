package homeport.agent.sim;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Life after life, until so many years were lived or a rule broke. */
public final class Simulation {
  private static final double YEAR = Duration.ofDays(365).toSeconds();

  private Simulation() {}

  /** How it went. */
  public record Result(
      double years,
      int lives,
      long events,
      long requests,
      double seconds,
      int rule,
      Optional<String> failure) {

    public String describe() {
      String rate =
          String.format(
              "%.1f years in %d lives, %d events, %d requests in %.1f s: %.1f years/s, %.0f events/s",
              years, lives, events, requests, seconds, years / seconds, events / seconds);
      return failure.map(text -> text + "\n" + rate).orElse(rate);
    }
  }

  /** Until so many years were lived, or a rule broke: then its story is made short. */
  public static Result run(
      Program.Maker maker, long seed, double years, Consumer<String> progress) {
    return run(maker, seed, years, progress, true);
  }

  /** As above; the story of what breaks is left as it is, which is quicker. */
  public static Result find(
      Program.Maker maker, long seed, double years, Consumer<String> progress) {
    return run(maker, seed, years, progress, false);
  }

  private static Result run(
      Program.Maker maker, long seed, double years, Consumer<String> progress, boolean shrinking) {
    long begun = System.nanoTime();
    double lived = 0;
    long events = 0;
    long requests = 0;
    int lives = 0;
    int rule = 0;
    Optional<String> failure = Optional.empty();
    for (long each = seed; lived < years && failure.isEmpty(); each++) {
      Story story = Author.write(each, length(each));
      Life.Report report = Life.of(story, maker);
      lived += report.lived().toSeconds() / YEAR;
      events += report.steps();
      requests += report.requests();
      lives++;
      if (report.broken().isPresent()) {
        rule = report.rule();
        failure = Optional.of(shrinking ? tell(each, story, report, maker) : brief(each, report));
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    var result = new Result(lived, lives, events, requests, seconds, rule, failure);
    progress.accept(result.describe());
    return result;
  }

  /** Two lives with the same digest are the same, in every request, log line and byte on disk. */
  public static long digest(Program.Maker maker, long seed) {
    return Life.of(Author.write(seed, length(seed)), maker).digest();
  }

  /** A day, weeks, or years. */
  static Duration length(long seed) {
    return Scene.of(seed).length(seed);
  }

  private static String brief(long seed, Life.Report report) {
    return "seed " + seed + " after " + report.lived() + ": " + report.broken().orElse("?");
  }

  private static String tell(long seed, Story story, Life.Report report, Program.Maker maker) {
    Story shortest = Shrinking.of(story, report, maker);
    Life.Report again = Life.of(shortest, maker);
    return "seed %d after %d days: %s\nreplay: ./homeport simulate --seed %d\n%s\nthe end of its log:\n%s"
        .formatted(
            seed,
            report.lived().toDays(),
            again.broken().orElse("?"),
            seed,
            shortest,
            String.join("\n", again.told()));
  }
}
