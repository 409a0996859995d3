package homeport.agent.pace;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Not before this time.
 *
 * @param until on the steady clock
 * @param full how long the whole wait is; a clock that lies can never stretch it beyond this
 * @param stated whether the provider asked for it; ours are overridden by a newer address
 * @param tried the addresses whose update failed; another one is new
 * @param why in words
 */
public record Pause(
    Instant until, Duration full, boolean stated, Set<IpAddress> tried, String why) {
  public Pause {
    tried = Set.copyOf(tried);
  }
}
