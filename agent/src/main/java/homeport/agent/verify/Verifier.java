package homeport.agent.verify;

import homeport.agent.transport.DnsClient;
import homeport.agent.transport.DnsQuestion;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks the authoritative servers, past every cache. Blocks; each question has its own time limit.
 */
public final class Verifier {
  /** One question. A server that needs longer than this counts as not reached. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final DnsClient dns;
  private final Supplier<List<NameServer>> resolvers;

  /**
   * @param dns asks one server
   * @param resolvers those of the system, as they are each time, to find out who is authoritative
   */
  public Verifier(DnsClient dns, Supplier<List<NameServer>> resolvers) {
    this.dns = dns;
    this.resolvers = resolvers;
  }

  /** Finds the name servers of the zone that a hostname lies in. */
  public Authorities authorities(Hostname name, Via via) {
    List<NameServer> resolvers = this.resolvers.get();
    String why = resolvers.isEmpty() ? "this machine has no resolver" : "no resolver answered";
    for (NameServer resolver : resolvers) {
      for (Hostname zone = name; ; zone = zone.parent()) {
        DnsReply reply = ask(resolver, zone, RecordType.NS, true, via);
        if (reply instanceof DnsReply.Answer answer && !answer.names().isEmpty()) {
          List<NameServer> servers = addresses(answer.names(), resolver, via);
          return servers.isEmpty()
              ? new Authorities.None("the name servers of " + zone + " have no address")
              : new Authorities.Found(servers);
        }
        if (reply instanceof DnsReply.Failed failed) {
          why = failed.why();
          break;
        }
        if (zone.labels().size() == 1) {
          why = "no zone above " + name + " has name servers";
          break;
        }
      }
    }
    return new Authorities.None(why);
  }

  private List<NameServer> addresses(List<Hostname> names, NameServer resolver, Via via) {
    var servers = new ArrayList<NameServer>();
    for (Hostname server : names) {
      for (AddressFamily family : AddressFamily.values()) {
        if (ask(resolver, server, family.recordType(), true, via)
            instanceof DnsReply.Answer found) {
          found.addresses().forEach(a -> servers.add(new NameServer(server.toString(), a, 53)));
        }
      }
    }
    return servers;
  }

  /** What each server says about a name in one family, in the servers' order. */
  public Map<NameServer, Says> look(
      List<NameServer> servers, Hostname name, AddressFamily family, Via via) {
    var said = new LinkedHashMap<NameServer, Says>();
    for (NameServer server : servers) {
      said.put(server, says(ask(server, name, family.recordType(), false, via)));
    }
    return said;
  }

  private DnsReply ask(
      NameServer server, Hostname name, RecordType type, boolean recurse, Via via) {
    return dns.ask(
        new DnsQuestion(server.address(), server.port(), name, type, recurse, PATIENCE), via);
  }

  private static Says says(DnsReply reply) {
    return switch (reply) {
      case DnsReply.Answer answer when answer.authoritative() ->
          new Says.Addresses(answer.addresses());
      case DnsReply.NxDomain(var authoritative, _) when authoritative ->
          new Says.Addresses(List.of());
      case DnsReply.NoData(var authoritative, _) when authoritative ->
          new Says.Addresses(List.of());
      case DnsReply.Answer _, DnsReply.NxDomain _, DnsReply.NoData _ ->
          new Says.Silent("does not speak for the zone");
      case DnsReply.Failed(_, var why) -> new Says.Silent(why);
    };
  }

  /** Whether at least one server could be reached, and every one that was says just these. */
  public static boolean allSay(Map<NameServer, Says> said, List<IpAddress> addresses) {
    boolean any = false;
    for (Says each : said.values()) {
      switch (each) {
        case Says.Silent _ -> {}
        case Says.Addresses(var theirs) -> {
          if (!theirs.equals(addresses)) {
            return false;
          }
          any = true;
        }
      }
    }
    return any;
  }

  /**
   * The name servers that the system asks now, from {@code /etc/resolv.conf} and its like: they
   * come after the link at boot, and change with the uplink.
   */
  public static List<NameServer> systemResolvers() {
    org.xbill.DNS.ResolverConfig.refresh();
    return org.xbill.DNS.ResolverConfig.getCurrentConfig().servers().stream()
        .filter(socket -> socket.getAddress() != null)
        .map(socket -> NameServer.at(IpAddress.of(socket.getAddress()), socket.getPort()))
        .toList();
  }

  /** The servers that did not say anything that counts. */
  public static List<String> silent(Map<NameServer, Says> said) {
    return said.entrySet().stream()
        .filter(each -> each.getValue() instanceof Says.Silent)
        .map(each -> each.getKey().toString())
        .toList();
  }

  /** The servers that say just these addresses, or ({@code false}) something else. */
  public static List<String> saying(
      Map<NameServer, Says> said, List<IpAddress> addresses, boolean same) {
    return said.entrySet().stream()
        .filter(
            each ->
                each.getValue() instanceof Says.Addresses(var theirs)
                    && theirs.equals(addresses) == same)
        .map(each -> each.getKey().toString())
        .toList();
  }
}
