package homeport.agent;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;
import java.util.Optional;

/**
 * What a name asks of the network.
 *
 * @param mode how the address is found
 * @param pick of which uplinks
 * @param family which one
 * @param rules which of several addresses of an interface
 * @param when this machine is on duty, if it is one of a pair
 */
record Question(
    AddressMode mode,
    Pick pick,
    AddressFamily family,
    AddressRules rules,
    Optional<OnlyWhen> when) {

  /** The address that the active uplink itself has: requests leave from there. */
  Question outgoing() {
    return new Question(
        new AddressMode.Outgoing(), new Pick.Active(), family, rules, Optional.empty());
  }
}
