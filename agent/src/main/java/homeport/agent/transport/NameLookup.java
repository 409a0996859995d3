package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Finds the addresses of a name. */
public interface NameLookup {

  /**
   * Looks a name up. Blocks, no longer than the limit.
   *
   * @param host a name, or an address written out, which needs no look-up
   * @param via the uplink that the addresses are wanted for
   * @return at least one
   * @throws UnknownHostException if there is none, or nobody answers
   */
  List<IpAddress> addresses(String host, Via via, Duration limit) throws UnknownHostException;
}
