package homeport.agent.uplink;

import homeport.agent.plan.Observation;
import java.util.Optional;

/**
 * What was found in the state of this machine.
 *
 * @param observation the addresses, or why they are not known
 * @param uplink the way out that belongs to the address, for whoever sends something from it
 */
public record Finding(Observation observation, Optional<Uplink> uplink) {

  /** Nothing is known. */
  public static Finding unknown(String why) {
    return new Finding(new Observation.Unknown(why), Optional.empty());
  }
}
