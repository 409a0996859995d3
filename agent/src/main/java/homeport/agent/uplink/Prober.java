package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.time.Duration;

/** Asks a machine on the Internet for a sign of life. */
public interface Prober {

  /**
   * Probes by this uplink and no other. Blocks; for any thread.
   *
   * @param host of the uplink's family
   * @param timeout how long an answer is waited for; more than zero
   */
  Probe probe(Uplink uplink, IpAddress host, Duration timeout);
}
