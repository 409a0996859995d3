package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Operators;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A web server that answers with the address it sees, asked over HTTPS. */
public final class Reflector implements AddressSource {
  /** From the look-up of its name to the last octet. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private final URI url;
  private final Optional<Path> caFile;
  private final Set<AddressRange> allowed;
  private final String userAgent;
  private final Http http;

  /**
   * @param caFile trust only the certificates in this PEM file, for a reflector of one's own
   * @param allowed special ranges that it may answer with, in laboratories
   * @param userAgent who asks: {@code homeport-agent/1.0}
   */
  public Reflector(
      URI url, Optional<Path> caFile, Set<AddressRange> allowed, String userAgent, Http http) {
    this.url = url;
    this.caFile = caFile;
    this.allowed = Set.copyOf(allowed);
    this.userAgent = userAgent;
    this.http = http;
  }

  @Override
  public Kind kind() {
    return Kind.HTTPS;
  }

  @Override
  public String name() {
    return url.getAuthority();
  }

  @Override
  public String operator() {
    return Operators.of(url.getHost());
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    Optional<Via> only = Vias.only(family, via);
    if (only.isEmpty()) {
      return new Heard.Silent("the uplink has no " + family.describe() + " address");
    }
    var request =
        HttpRequest.get(url, Map.of("User-Agent", userAgent, "Accept", "text/plain, */*"))
            .trusting(caFile)
            .within(DEADLINE);
    return switch (http.send(request, only.get())) {
      // Whoever shows a wrong certificate stands between.
      case Exchange.Failed(var stage, var why) ->
          stage == Exchange.Stage.TLS ? new Heard.Nothing(why) : new Heard.Silent(why);
      case Exchange.Answered answered -> heard(answered, family);
    };
  }

  private Heard heard(Exchange.Answered answered, AddressFamily family) {
    return switch (Mirrored.read(answered)) {
      case Mirrored.Nothing(var why) -> new Heard.Nothing(why);
      case Mirrored.Address(var address) -> Believable.heard(address, family, allowed);
    };
  }
}
