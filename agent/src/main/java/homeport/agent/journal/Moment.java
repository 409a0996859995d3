package homeport.agent.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * One instant on both clocks. Waits live on the steady clock, files hold wall-clock dates, and this
 * leads from the one to the other.
 *
 * @param steady a clock that only goes forward, at one second a second
 * @param wall the date
 */
public record Moment(Instant steady, Instant wall) {

  /** The date of an instant of the steady clock. */
  public Instant dateOf(Instant steadyInstant) {
    return wall.plus(Duration.between(steady, steadyInstant));
  }

  /** The end of a wait that was saved as a date: between now and the full wait (DESIGN 3, 10). */
  Instant endOf(Instant date, Duration full) {
    Duration left = Duration.between(wall, date);
    if (left.isNegative()) {
      return steady;
    }
    return steady.plus(left.compareTo(full) > 0 ? full : left);
  }

  /** An instant of the past that was saved as a date: never later than now. */
  Instant pastOf(Instant date) {
    return date.isAfter(wall) ? steady : steady.minus(Duration.between(date, wall));
  }
}
