package homeport.agent.checkup;

import homeport.agent.doctor.Symptom;
import homeport.agent.transport.DnsClient;
import homeport.agent.transport.DnsQuestion;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.Via;
import homeport.agent.verify.Authorities;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Says;
import homeport.agent.verify.Verifier;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at DNS: the resolvers of this machine, and what name servers say of our names.
 *
 * @param nobody a name that nobody has, another one each time
 */
public record NamesLook(DnsClient dns, Verifier verifier, Hostname nobody) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** RFC 2544: for measurements only, so nobody on the Internet has it. */
  private static final IpAddress NO_SERVER = IpAddress.of("198.18.0.53");

  /**
   * A name that is published.
   *
   * @param servers whom to ask; empty for the authoritative ones
   * @param age how long ago it was published
   */
  public record Kept(
      Hostname name,
      AddressFamily family,
      List<IpAddress> addresses,
      List<NameServer> servers,
      Duration age) {}

  /** Asks each resolver for a name that exists, and for one that nobody has. */
  public List<Errand> resolvers(List<NameServer> resolvers, Optional<Hostname> known) {
    var errands = new ArrayList<Errand>();
    if (resolvers.isEmpty()) {
      errands.add(new Errand("resolvers", () -> List.of(new Symptom.NoResolver())));
    }
    for (NameServer server : resolvers) {
      errands.add(new Errand("resolver " + server, () -> resolver(server, known.orElse(nobody))));
      errands.add(new Errand("resolver " + server, () -> invented(server)));
    }
    errands.add(new Errand("port 53", this::intercepted));
    return errands;
  }

  private List<Symptom> resolver(NameServer server, Hostname name) {
    DnsReply reply = ask(server, name);
    if (reply instanceof DnsReply.Failed(var answered, _) && !answered) {
      reply = ask(server, name); // A datagram may be lost.
    }
    String who = server.toString();
    return switch (reply) {
      case DnsReply.Failed(var answered, var why) ->
          List.of(new Symptom.Resolver(who, answered ? Optional.empty() : Optional.of(why)));
      case DnsReply.Answer answer ->
          List.of(
              new Symptom.Resolver(who, Optional.empty()),
              new Symptom.Resolved(who, name.toString(), answer.addresses()));
      case DnsReply.NxDomain _, DnsReply.NoData _ ->
          List.of(new Symptom.Resolver(who, Optional.empty()));
    };
  }

  private List<Symptom> invented(NameServer server) {
    return ask(server, nobody) instanceof DnsReply.Answer answer && !answer.addresses().isEmpty()
        ? List.of(new Symptom.Invented(server.toString(), answer.addresses()))
        : List.of();
  }

  private List<Symptom> intercepted() {
    DnsReply reply = ask(NameServer.at(NO_SERVER, 53), nobody);
    boolean silence = reply instanceof DnsReply.Failed(var answered, _) && !answered;
    return silence
        ? List.of()
        : List.of(
            new Symptom.Intercepted("an answer came from " + NO_SERVER + ", where nobody is"));
  }

  private DnsReply ask(NameServer server, Hostname name) {
    return dns.ask(
        new DnsQuestion(server.address(), server.port(), name, RecordType.A, true, PATIENCE),
        new Via.Any());
  }

  /** Asks the name servers of each name. */
  public List<Errand> names(List<Kept> names) {
    return names.stream()
        .map(kept -> new Errand("name servers of " + kept.name(), () -> look(kept)))
        .toList();
  }

  private List<Symptom> look(Kept kept) {
    List<NameServer> servers = kept.servers();
    if (servers.isEmpty()) {
      servers =
          switch (verifier.authorities(kept.name(), new Via.Any())) {
            case Authorities.Found(var found) -> found;
            case Authorities.None _ -> List.of();
          };
    }
    var found = new ArrayList<Symptom>();
    verifier
        .look(servers, kept.name(), kept.family(), new Via.Any())
        .forEach(
            (server, says) -> {
              switch (says) {
                case Says.Addresses(var addresses) ->
                    found.add(
                        new Symptom.NameSays(
                            kept.name().toString(),
                            server.toString(),
                            kept.addresses(),
                            addresses,
                            kept.age()));
                case Says.Silent _ -> {} // One of several may be away.
              }
            });
    return found;
  }
}
