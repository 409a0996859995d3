package homeport.agent.transport;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.time.Duration;

/**
 * One question to one name server.
 *
 * @param server the server's address
 * @param port usually 53
 * @param name the name asked for
 * @param type the type asked for
 * @param recurse whether the server should look further (a resolver) or answer from its own zones
 * @param timeout for everything together, the repetition over TCP included
 * @param chaos whether the class is CH, in which servers speak of themselves, and not IN
 */
public record DnsQuestion(
    IpAddress server,
    int port,
    Hostname name,
    RecordType type,
    boolean recurse,
    Duration timeout,
    boolean chaos) {

  /** A question about the Internet. */
  public DnsQuestion(
      IpAddress server,
      int port,
      Hostname name,
      RecordType type,
      boolean recurse,
      Duration timeout) {
    this(server, port, name, type, recurse, timeout, false);
  }

  @Override
  public String toString() {
    return name + " " + type + " at " + server + (port == 53 ? "" : " port " + port);
  }
}
