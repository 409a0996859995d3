package homeport.agent.pace;

import homeport.agent.plan.Outcome.Trouble;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Our own waits: doubled with each failure, with a jitter of a fifth, up to a ceiling. */
final class Backoff {
  private Backoff() {}

  /**
   * @param failures how many there were in a row before this one
   */
  static Duration after(Trouble trouble, int failures, RandomGenerator random) {
    return switch (trouble) {
      // Nobody is bothered by an attempt that reaches nobody: seconds, so that recovery is quick.
      case NETWORK ->
          doubled(
              Duration.ofSeconds(1),
              failures,
              Duration.ofSeconds(failures < 60 ? 30 : 300),
              random);
      case SERVER_FAULT, UNINTELLIGIBLE ->
          doubled(Duration.ofMinutes(1), failures, Duration.ofMinutes(30), random);
      case RATE_LIMITED -> doubled(Duration.ofMinutes(5), failures, Duration.ofHours(2), random);
    };
  }

  /** Before an update that may have worked is repeated. */
  static Duration afterUnconfirmed(int failures, RandomGenerator random) {
    return doubled(Duration.ofSeconds(1), failures, Duration.ofMinutes(5), random);
  }

  private static Duration doubled(
      Duration first, int failures, Duration ceiling, RandomGenerator random) {
    long base = Math.min(first.toMillis() << Math.min(failures, 20), ceiling.toMillis());
    return Duration.ofMillis((long) (base * (0.8 + 0.4 * random.nextDouble())));
  }
}
