package homeport.agent;

import homeport.agent.plan.AddressMode;
import homeport.agent.uplink.AddressRules;
import homeport.dns.AddressFamily;

/** What a name asks of the network: one of the three ways, in one family, under its rules. */
record Question(AddressMode mode, AddressFamily family, AddressRules rules) {

  /** The same, seen from the uplink that carries the traffic. */
  Question outgoing() {
    return new Question(new AddressMode.Outgoing(), family, rules);
  }
}
