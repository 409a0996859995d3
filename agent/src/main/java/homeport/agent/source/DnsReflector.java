package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Operators;
import homeport.agent.transport.DnsClient;
import homeport.agent.transport.DnsQuestion;
import homeport.agent.transport.DnsReply;
import homeport.agent.transport.NameLookup;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A name server that answers a certain name with the address it sees, asked straight and past every
 * resolver: whoever intercepts port 53 would answer with an address of his own.
 */
public final class DnsReflector implements AddressSource {
  private static final List<Duration> TRIES =
      List.of(Duration.ofMillis(900), Duration.ofMillis(1500), Duration.ofMillis(2000));

  private static final Duration LOOKUP = Duration.ofMillis(1500);

  private final Server server;
  private final Hostname name;
  private final Form form;
  private final Set<AddressRange> allowed;
  private final DnsClient dns;
  private final NameLookup names;
  private final List<Duration> tries;

  /**
   * Whom to ask.
   *
   * @param host an address or a name; an address can tell of its own family only
   * @param port 53 unless it is one's own
   */
  public record Server(String host, int port) {}

  /** How the address stands in the answer. */
  public enum Form {
    /** As the one A or AAAA record. */
    ADDRESS,
    /** As the one text of a TXT record, by a server that speaks for the zone. */
    TEXT,
    /** As the one text of a TXT record of class CH, in which no resolver asks another. */
    CHAOS_TEXT
  }

  /**
   * @param allowed special ranges that it may answer with, in laboratories
   */
  public DnsReflector(
      Server server,
      Hostname name,
      Form form,
      Set<AddressRange> allowed,
      DnsClient dns,
      NameLookup names) {
    this(server, name, form, allowed, dns, names, TRIES);
  }

  DnsReflector(
      Server server,
      Hostname name,
      Form form,
      Set<AddressRange> allowed,
      DnsClient dns,
      NameLookup names,
      List<Duration> tries) {
    this.server = server;
    this.name = name;
    this.form = form;
    this.allowed = Set.copyOf(allowed);
    this.dns = dns;
    this.names = names;
    this.tries = List.copyOf(tries);
  }

  @Override
  public Kind kind() {
    return Kind.DNS;
  }

  @Override
  public String name() {
    return name + " at " + server.host() + (server.port() == 53 ? "" : " port " + server.port());
  }

  /** Whoever runs the zone, by whichever of his servers. */
  @Override
  public String operator() {
    return Operators.of(name.toString());
  }

  @Override
  public boolean canSay(AddressFamily family) {
    return IpAddress.parse(server.host()).map(a -> a.family() == family).orElse(true);
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    Optional<Via> only = Vias.only(family, via);
    if (only.isEmpty()) {
      return new Heard.Silent("the uplink has no " + family.describe() + " address");
    }
    try {
      Optional<IpAddress> address =
          names.addresses(server.host(), only.get(), LOOKUP).stream()
              .filter(a -> a.family() == family)
              .findFirst();
      return address.isEmpty()
          ? new Heard.Silent("it has no " + family.describe() + " address")
          : ask(address.get(), family, only.get());
    } catch (UnknownHostException e) {
      return new Heard.Silent(String.valueOf(e.getMessage()));
    }
  }

  private Heard ask(IpAddress address, AddressFamily family, Via via) {
    RecordType type = form == Form.ADDRESS ? family.recordType() : RecordType.TXT;
    DnsReply reply = new DnsReply.Failed(false, "not asked");
    for (Duration time : tries) { // A datagram may be lost.
      reply =
          dns.ask(
              new DnsQuestion(
                  address, server.port(), name, type, true, time, form == Form.CHAOS_TEXT),
              via);
      if (!(reply instanceof DnsReply.Failed(var answered, _)) || answered) {
        break;
      }
    }
    return heard(reply, family);
  }

  private Heard heard(DnsReply reply, AddressFamily family) {
    return switch (reply) {
      case DnsReply.Failed(var answered, var why) ->
          answered ? new Heard.Nothing(why) : new Heard.Silent(why);
      case DnsReply.NxDomain _, DnsReply.NoData _ ->
          new Heard.Nothing("it does not know the name: another server may have answered");
      case DnsReply.Answer(var addresses, _, var texts, var authoritative) ->
          switch (form) {
            case ADDRESS -> one(addresses.stream().map(Optional::of).toList(), family);
            case TEXT ->
                authoritative
                    ? one(texts.stream().map(IpAddress::parse).toList(), family)
                    : new Heard.Nothing("another server answered: it does not speak for the name");
            case CHAOS_TEXT -> one(texts.stream().map(IpAddress::parse).toList(), family);
          };
    };
  }

  private Heard one(List<Optional<IpAddress>> said, AddressFamily family) {
    return said.size() == 1 && said.getFirst().isPresent()
        ? Believable.heard(said.getFirst().get(), family, allowed)
        : new Heard.Nothing("its answer is not one address");
  }
}
