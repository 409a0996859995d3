package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Http;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A FRITZ!Box, asked by the part of TR-064 that needs no login: the service of UPnP IGD at a fixed
 * place, with an action of AVM's own for IPv6.
 */
public final class Fritzbox implements AddressSource {
  static final Duration DEADLINE = Duration.ofSeconds(4);

  private static final String SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1";
  private static final String CONTROL = "/igdupnp/control/WANIPConn1";
  private static final int PORT = 49_000;

  private final Optional<URI> base;
  private final Soap soap;
  private final Set<AddressRange> allowed;

  /**
   * @param base scheme, host and port; empty for the uplink's gateway. Never the name fritz.box by
   *     itself: box is a domain of the Internet, and a stranger may have that name
   * @param allowed special ranges that are believed, in laboratories
   */
  public Fritzbox(Optional<URI> base, Http http, String userAgent, Set<AddressRange> allowed) {
    this.base = base;
    this.soap = new Soap(http, userAgent);
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public Kind kind() {
    return Kind.ROUTER;
  }

  @Override
  public String name() {
    return base.map(url -> "fritzbox " + url.getAuthority()).orElse("fritzbox");
  }

  /** The same as the router's: it is one. */
  @Override
  public String operator() {
    return Router.OPERATOR;
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    Optional<Via> only = Vias.only(family, via);
    Optional<URI> box = base.or(() -> gateway.flatMap(Fritzbox::at));
    if (only.isEmpty() || box.isEmpty()) {
      return new Heard.Silent(
          only.isEmpty()
              ? "the uplink has no " + family.describe() + " address"
              : "the uplink has no gateway with an " + family.describe() + " address of its own");
    }
    String action =
        family == AddressFamily.IPV4 ? "GetExternalIPAddress" : "X_AVM_DE_GetExternalIPv6Address";
    String result =
        family == AddressFamily.IPV4 ? "NewExternalIPAddress" : "NewExternalIPv6Address";
    URI control = box.get().resolve(CONTROL);
    return Upnp.heard(
        soap.call(control, SERVICE, action, result, only.get(), DEADLINE), family, allowed);
  }

  /** Nothing for an IPv6 gateway, whose address has a meaning on its link only. */
  private static Optional<URI> at(IpAddress gateway) {
    return gateway.family() == AddressFamily.IPV4
        ? Optional.of(URI.create("http://" + gateway + ":" + PORT))
        : Optional.empty();
  }
}
