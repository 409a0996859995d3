package homeport.agent;

import homeport.agent.plan.AddressMode;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;

/** What a name asks of the network: how, of which uplinks, in which family, under its rules. */
record Question(AddressMode mode, Pick pick, AddressFamily family, AddressRules rules) {

  /** The address that the active uplink itself has: requests leave from there. */
  Question outgoing() {
    return new Question(new AddressMode.Outgoing(), new Pick.Active(), family, rules);
  }
}
