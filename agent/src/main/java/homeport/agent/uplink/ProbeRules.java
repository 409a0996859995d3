package homeport.agent.uplink;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the health of an uplink is found out. Nobody needs to touch any of it.
 *
 * @param by the methods in the order in which they are tried; the first that is permitted is used
 * @param hosts who is asked, beyond the gateway: a gateway that answers says nothing of the ISP
 *     behind it. One answer of any host is enough
 * @param interval between two probes while all is well
 * @param burst between two probes after the first miss, and while an uplink comes back
 * @param timeout how long an answer is waited for
 * @param downAfter so many misses in a row and the uplink is down
 * @param upAfter so many answers in a row and it is up again
 * @param hold how long it must stay up before the traffic is expected on it again; doubled for an
 *     uplink that went down several times of late
 */
public record ProbeRules(
    List<Method> by,
    List<IpAddress> hosts,
    Duration interval,
    Duration burst,
    Duration timeout,
    int downAfter,
    int upAfter,
    Duration hold) {

  /** A dead ISP is noticed in 1.1 s, in the middle; each host sees a packet every few seconds. */
  public static final ProbeRules DEFAULT =
      new ProbeRules(
          List.of(Method.ICMP, Method.DNS, Method.TCP),
          List.of(
              IpAddress.of("1.1.1.1"),
              IpAddress.of("8.8.8.8"),
              IpAddress.of("9.9.9.9"),
              IpAddress.of("2606:4700:4700::1111"),
              IpAddress.of("2001:4860:4860::8888"),
              IpAddress.of("2620:fe::fe")),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          3,
          2,
          Duration.ofSeconds(10));

  /** A way to ask for a sign of life. */
  public enum Method {
    /** Echo request on a ping socket, which needs no privilege where the system lets us. */
    ICMP,
    /** A query to port 53. */
    DNS,
    /** A TCP connection to port 443; a refusal is a sign of life too. */
    TCP
  }

  public ProbeRules {
    by = List.copyOf(by);
    hosts = List.copyOf(hosts);
  }

  /** The hosts of one family. */
  public List<IpAddress> hosts(AddressFamily family) {
    return hosts.stream().filter(host -> host.family() == family).toList();
  }
}
