package homeport.agent.pace;

import java.time.Duration;
import java.util.Optional;

/**
 * The rhythm of one host, from the provider's file and the user's settings.
 *
 * @param interval the spacing between updates after a burst; zero for none
 * @param refresh how long an unchanged address is left alone; nothing for never
 */
public record Policy(Duration interval, Optional<Duration> refresh) {
  public Policy {
    if (interval.isNegative() || refresh.filter(r -> !r.isPositive()).isPresent()) {
      throw new IllegalArgumentException("an interval is not negative, a refresh is positive");
    }
  }
}
