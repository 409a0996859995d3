package homeport.agent.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How things stand with one subject.
 *
 * @param block refused until a person acts
 * @param pause not before a time
 * @param failures in a row
 * @param repeats how often in a row the provider said that it had the address already
 * @param riddles how many answers in a row meant nothing to us
 * @param bucket the spacing between updates; hosts only
 * @param refresh when the unchanged address is sent again, with the whole length of that wait
 */
public record Standing(
    Optional<Block> block,
    Optional<Pause> pause,
    int failures,
    int repeats,
    int riddles,
    Optional<Bucket> bucket,
    Optional<Refresh> refresh) {

  /** Nothing is held against it. */
  public static final Standing GOOD =
      new Standing(Optional.empty(), Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());

  /**
   * The next refresh.
   *
   * @param at on the steady clock
   * @param full how long the whole wait is
   */
  public record Refresh(Instant at, Duration full) {}

  Standing blocked(Block by) {
    return new Standing(
        Optional.of(by), Optional.empty(), failures + 1, repeats, riddles, bucket, refresh);
  }

  Standing paused(Pause until, int riddlesNow) {
    return new Standing(
        block, Optional.of(until), failures + 1, repeats, riddlesNow, bucket, refresh);
  }

  /** It works: waits and counts are gone, a block by another host's refusal is not. */
  Standing working() {
    return new Standing(block, Optional.empty(), 0, repeats, 0, bucket, refresh);
  }

  Standing accepted(int repeatsNow, Optional<Refresh> next) {
    return new Standing(block, Optional.empty(), 0, repeatsNow, 0, bucket, next);
  }

  Standing refreshing(Refresh next) {
    return new Standing(block, pause, failures, repeats, riddles, bucket, Optional.of(next));
  }

  Standing spending(Bucket left) {
    return new Standing(block, pause, failures, repeats, riddles, Optional.of(left), refresh);
  }

  /** A person acted: block, wait and counts are gone, the spacing stays. */
  public Standing forgiven() {
    return new Standing(Optional.empty(), Optional.empty(), 0, 0, 0, bucket, refresh);
  }
}
