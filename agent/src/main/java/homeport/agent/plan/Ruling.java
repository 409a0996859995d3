package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows from the votes so far. */
public sealed interface Ruling {

  /**
   * Not enough yet.
   *
   * @param next whom to ask now, beside each other; none if the answers under way have to be waited
   *     for
   */
  record AskMore(List<Witness> next) implements Ruling {}

  /**
   * Enough of them say the same.
   *
   * @param dissent what others said instead
   */
  record Agreed(IpAddress address, List<Vote> dissent) implements Ruling {}

  /**
   * Everybody was asked, and nothing can be believed.
   *
   * @param why in words, for people; the same trouble in the same words
   * @param claim what may be believed once it was repeated for {@link Claim#PATIENCE}
   */
  record Undecided(String why, Optional<Claim> claim) implements Ruling {}

  /**
   * An address that too few say, while nobody says anything else.
   *
   * @param since when it was said first and without interruption (steady clock)
   */
  record Claim(IpAddress address, Instant since) {
    /** For how long it has to be repeated. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);
  }
}
