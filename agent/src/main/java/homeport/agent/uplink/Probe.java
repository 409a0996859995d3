package homeport.agent.uplink;

import java.time.Duration;

/** How one probe of an uplink ended. */
public sealed interface Probe {

  /**
   * A sign of life came back.
   *
   * @param after the time it took
   */
  record Answered(Duration after) implements Probe {}

  /**
   * None came in time, or the packet could not leave.
   *
   * @param why in words
   */
  record Silent(String why) implements Probe {}

  /**
   * This machine does not let us probe in this way, so nothing is learnt about the uplink.
   *
   * @param why in words, with the remedy
   */
  record Forbidden(String why) implements Probe {}
}
