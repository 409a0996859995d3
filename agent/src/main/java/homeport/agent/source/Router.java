package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Http;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The uplink's gateway, asked for its own outer IPv4 address: by PCP, NAT-PMP and UPnP, until it
 * answers one of them, which is then the first to be tried.
 */
public final class Router implements AddressSource {
  /** Who runs every router of this machine: whoever runs this machine. */
  static final String OPERATOR = "router";

  /** For all protocols together: 1750 + 750 + 2500 ms. */
  private static final Duration FIRST_OF_SEVERAL = Duration.ofMillis(1750);

  private static final Duration NEXT_OF_SEVERAL = Duration.ofMillis(750);
  private static final Duration ALONE = Duration.ofMillis(3750);
  private static final Duration UPNP = Duration.ofMillis(2500);
  private static final int MOST_GATEWAYS = 64;

  /** What a gateway may speak, in the order of asking. */
  public enum Protocol {
    /** Port Control Protocol, RFC 6887. */
    PCP("PCP"),
    /** NAT Port Mapping Protocol, RFC 6886. */
    NAT_PMP("NAT-PMP"),
    /** UPnP Internet Gateway Device. */
    UPNP("UPnP");

    private final String words;

    Protocol(String words) {
      this.words = words;
    }
  }

  private final Set<Protocol> protocols;
  private final MappingPort mappings;
  private final Upnp upnp;
  private final Ears ears;
  private final Map<IpAddress, Protocol> spoken = new ConcurrentHashMap<>();

  /**
   * @param protocols which may be tried; at least one
   * @param allowed special ranges that are believed, in laboratories
   * @param userAgent who asks: {@code homeport-agent/1.0}
   * @param random for numbers that nobody can guess; from any thread
   * @param steady the steady clock
   */
  public Router(
      Set<Protocol> protocols,
      Datagrams datagrams,
      Http http,
      Set<AddressRange> allowed,
      String userAgent,
      RandomGenerator random,
      InstantSource steady) {
    this(
        protocols,
        new MappingPort(datagrams, MappingPort.PORT, Set.copyOf(allowed), random),
        new Upnp(new Search(datagrams, Search.PORT), http, userAgent, Set.copyOf(allowed)),
        (gateway, via, upnp, changed) ->
            new RouterNews(gateway, via, datagrams, http, upnp, steady, changed, RouterNews.PORT));
  }

  Router(Set<Protocol> protocols, MappingPort mappings, Upnp upnp, Ears ears) {
    this.protocols = EnumSet.copyOf(protocols);
    this.mappings = mappings;
    this.upnp = upnp;
    this.ears = ears;
  }

  /** Makes what listens to one gateway. */
  interface Ears {
    News of(IpAddress gateway, Via via, Upnp upnp, Runnable changed) throws IOException;
  }

  @Override
  public Kind kind() {
    return Kind.ROUTER;
  }

  @Override
  public String name() {
    return "router";
  }

  @Override
  public String operator() {
    return OPERATOR;
  }

  @Override
  public boolean canSay(AddressFamily family) {
    return family == AddressFamily.IPV4;
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    if (family != AddressFamily.IPV4) {
      return new Heard.Silent("it is asked for IPv4 only");
    }
    Optional<Via> only = Vias.only(family, via);
    if (gateway.isEmpty() || only.isEmpty()) {
      return new Heard.Silent("the uplink has no IPv4 gateway");
    }
    IpAddress router = gateway.get();
    Protocol last = spoken.remove(router);
    List<Protocol> order = last == null ? List.copyOf(protocols) : List.of(last);
    var silences = new ArrayList<String>();
    for (Protocol protocol : order) {
      Heard heard = ask(protocol, router, only.get(), patience(protocol, order));
      if (!(heard instanceof Heard.Silent(var why))) {
        if (spoken.size() >= MOST_GATEWAYS) {
          spoken.clear();
        }
        spoken.put(router, protocol);
        return heard;
      }
      silences.add(protocol.words + ": " + why);
    }
    return new Heard.Silent(String.join("; ", silences));
  }

  @Override
  public Optional<News> news(Via via, Optional<IpAddress> gateway, Runnable changed)
      throws IOException {
    Optional<IpAddress> router = gateway.filter(g -> g.family() == AddressFamily.IPV4);
    Optional<Via> only = Vias.only(AddressFamily.IPV4, via);
    return router.isEmpty() || only.isEmpty()
        ? Optional.empty()
        : Optional.of(ears.of(router.get(), only.get(), upnp, changed));
  }

  private Heard ask(Protocol protocol, IpAddress router, Via via, Duration patience) {
    return switch (protocol) {
      case PCP -> mappings.pcp(router, via, patience);
      case NAT_PMP -> mappings.natPmp(router, via, patience);
      case UPNP -> upnp.ask(router, via, patience);
    };
  }

  private static Duration patience(Protocol protocol, List<Protocol> order) {
    if (protocol == Protocol.UPNP) {
      return UPNP;
    }
    if (order.size() == 1) {
      return ALONE;
    }
    return protocol == order.getFirst() ? FIRST_OF_SEVERAL : NEXT_OF_SEVERAL;
  }
}
