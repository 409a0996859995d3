package homeport.agent.pace;

import java.time.Instant;

/** What the pace says of one change. */
public sealed interface Verdict {

  /** Send it now. */
  record Go() implements Verdict {}

  /**
   * Send the newest value when this time has come.
   *
   * @param until on the steady clock
   * @param why in words
   */
  record Wait(Instant until, String why) implements Verdict {}

  /** Leave it alone until a person acts. */
  record Blocked(Subject subject, Block block) implements Verdict {}
}
