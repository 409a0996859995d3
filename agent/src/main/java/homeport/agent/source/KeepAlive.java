package homeport.agent.source;

import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.Optional;

/** A source so cheap to ask that it can be asked all the time, for the hint of a change only. */
public interface KeepAlive extends AddressSource {

  /**
   * What came back.
   *
   * @param address as the server saw it, whatever range that is; empty if it was silent or useless
   * @param ours whether the server is a homeport-server, which is made to be asked often
   */
  record Beat(Optional<IpAddress> address, boolean ours) {}

  /** Asks once. Blocks, 5 s at most. */
  Beat beat(AddressFamily family, Via via);
}
