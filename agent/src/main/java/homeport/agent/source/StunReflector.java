package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Operators;
import homeport.agent.transport.NameLookup;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A STUN server: the cheapest way to ask, two datagrams. */
public final class StunReflector implements KeepAlive {
  /** What STUN uses unless told otherwise (RFC 8489, 18.6). */
  public static final int PORT = 3478;

  /** How a homeport-server calls itself. */
  private static final String OURS = "homeport-server";

  private static final Duration LOOKUP = Duration.ofMillis(1500);
  private static final Duration LIMIT = Duration.ofMillis(3400);

  private final String host;
  private final int port;
  private final Set<AddressRange> allowed;
  private final StunClient client;
  private final NameLookup names;

  /**
   * @param host an address or a name; an address can tell of its own family only
   * @param allowed special ranges that it may answer with, in laboratories
   */
  public StunReflector(
      String host, int port, Set<AddressRange> allowed, StunClient client, NameLookup names) {
    this.host = host;
    this.port = port;
    this.allowed = Set.copyOf(allowed);
    this.client = client;
    this.names = names;
  }

  @Override
  public Kind kind() {
    return Kind.STUN;
  }

  @Override
  public String name() {
    return "stun " + host + (port == PORT ? "" : " port " + port);
  }

  @Override
  public String operator() {
    return Operators.of(host);
  }

  @Override
  public boolean canSay(AddressFamily family) {
    return IpAddress.parse(host).map(a -> a.family() == family).orElse(true);
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    return switch (ask(family, via)) {
      case StunClient.Answer.Seen(var address, _) -> Believable.heard(address, family, allowed);
      case StunClient.Answer.Useless(var why) -> new Heard.Nothing(why);
      case StunClient.Answer.Silent(var why) -> new Heard.Silent(why);
    };
  }

  @Override
  public Beat beat(AddressFamily family, Via via) {
    return switch (ask(family, via)) {
      case StunClient.Answer.Seen(var address, var software) ->
          new Beat(Optional.of(address), software.filter(s -> s.startsWith(OURS)).isPresent());
      case StunClient.Answer.Useless _, StunClient.Answer.Silent _ ->
          new Beat(Optional.empty(), false);
    };
  }

  private StunClient.Answer ask(AddressFamily family, Via via) {
    Optional<Via> only = Vias.only(family, via);
    if (only.isEmpty()) {
      return new StunClient.Answer.Silent("the uplink has no " + family.describe() + " address");
    }
    try {
      Optional<IpAddress> address =
          names.addresses(host, only.get(), LOOKUP).stream()
              .filter(a -> a.family() == family)
              .findFirst();
      return address.isEmpty()
          ? new StunClient.Answer.Silent("it has no " + family.describe() + " address")
          : client.ask(address.get(), port, only.get(), LIMIT);
    } catch (UnknownHostException e) {
      return new StunClient.Answer.Silent(String.valueOf(e.getMessage()));
    }
  }
}
