package homeport.agent.transport;

import homeport.agent.net.Pings;
import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Routes;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes what opens connections. */
public final class Transports {
  private static final int DNS_PORT = 53;

  /** Each has a socket, and a process usually may have 1,024 of them. */
  private static final int QUESTIONS_AT_ONCE = 64;

  private Transports() {}

  /**
   * HTTP over fresh connections.
   *
   * @param routes asked whether a packet really leaves by the uplink that it is meant for
   * @param clock the wall clock, named in complaints about certificates
   */
  public static Http http(Routes routes, Clock clock) {
    return new FreshHttp(routes, clock, names(routes));
  }

  /** Addresses of names, found through an uplink where one is wanted. */
  public static Names names(Routes routes) {
    return new Names(
        host -> List.of(InetAddress.getAllByName(host)),
        new HostsFile(Path.of("/etc/hosts")),
        new UplinkLookup(
            new DirectDns(routes),
            NameServers.OF_THIS_SYSTEM,
            DNS_PORT,
            ask -> Thread.ofVirtual().name("ask a name server").start(ask)));
  }

  /** DNS questions to name servers of our choice; of very many at once some wait for their turn. */
  public static DnsClient dns(Routes routes) {
    var client = new DirectDns(routes);
    var turns = new Turns(QUESTIONS_AT_ONCE, Duration.ofMillis(250));
    return (question, via) -> {
      Turns.Turn turn = turns.take();
      try {
        return client.ask(question, via);
      } finally {
        turns.end(turn);
      }
    };
  }

  /** UDP sockets for other protocols. */
  public static Datagrams datagrams(Routes routes) {
    return new Datagrams(routes);
  }

  /**
   * Signs of life by the first of these methods that is permitted here.
   *
   * @param methods in the order in which they are tried
   */
  public static Prober prober(Routes routes, List<ProbeRules.Method> methods) {
    return new FirstPermitted(
        methods.stream()
            .map(
                method ->
                    switch (method) {
                      case ICMP -> new Pings();
                      case DNS -> new DnsProber(routes, DNS_PORT);
                      case TCP -> new TcpProber(routes, 443);
                    })
            .toList());
  }
}
