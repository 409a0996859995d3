package homeport.agent.source;

import homeport.agent.plan.Observation;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;

/** Someone who can say which public address an uplink has. */
public interface AddressSource {

  /**
   * Asks. Blocks, within a time of the source's own.
   *
   * @param family which address is wanted
   * @param via the uplink in question; the question leaves by it or not at all
   * @return one address of this family, or why it is not known
   */
  Observation observe(AddressFamily family, Via via);
}
