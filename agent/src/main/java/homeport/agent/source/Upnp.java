package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.source.Description.Service;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a gateway for its outer address as a UPnP Internet Gateway Device. Where its service is, is
 * remembered as long as it answers.
 */
final class Upnp {
  /** Of the patience, what is for finding it. */
  private static final Duration SEARCH = Duration.ofMillis(1300);

  private static final Duration LEAST = Duration.ofMillis(200);
  private static final int MOST_GATEWAYS = 64;

  private final Search search;
  private final Http http;
  private final Soap soap;
  private final String userAgent;
  private final Set<AddressRange> allowed;
  private final Map<IpAddress, Service> remembered = new ConcurrentHashMap<>();

  Upnp(Search search, Http http, String userAgent, Set<AddressRange> allowed) {
    this.search = search;
    this.http = http;
    this.soap = new Soap(http, userAgent);
    this.userAgent = userAgent;
    this.allowed = allowed;
  }

  /** The service that answered last at this gateway. */
  Optional<Service> service(IpAddress gateway) {
    return Optional.ofNullable(remembered.get(gateway));
  }

  Heard ask(IpAddress gateway, Via via, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Service known = remembered.get(gateway);
    if (known != null) {
      Heard heard = call(known, via, left(end));
      if (!(heard instanceof Heard.Silent)) {
        return heard;
      }
      remembered.remove(gateway);
    }
    try {
      Optional<URI> location = search.find(gateway, via, SEARCH);
      return location.isEmpty()
          ? new Heard.Silent("no answer")
          : described(location.get(), gateway, via, end);
    } catch (IOException e) {
      return new Heard.Silent("cannot be asked: " + e.getMessage());
    }
  }

  private Heard described(URI location, IpAddress gateway, Via via, long end) {
    var request = HttpRequest.get(location, Map.of("User-Agent", userAgent)).within(left(end));
    return switch (http.send(request, via)) {
      case Exchange.Failed(_, var why) -> new Heard.Silent("its description: " + why);
      case Exchange.Answered(int status, _, _, boolean truncated) when status != 200 || truncated ->
          new Heard.Silent("its description cannot be read (status " + status + ")");
      case Exchange.Answered answered ->
          first(Description.read(answered.body(), location), gateway, via, end);
    };
  }

  /** Many describe a service for PPP and one for IP, of which one is in use. */
  private Heard first(List<Service> services, IpAddress gateway, Via via, long end) {
    var why = new ArrayList<String>();
    for (Service service : services) {
      Heard heard = call(service, via, left(end));
      if (heard instanceof Heard.Silent(var silence)) {
        why.add(silence);
      } else {
        if (remembered.size() >= MOST_GATEWAYS) {
          remembered.clear();
        }
        remembered.put(gateway, service);
        return heard;
      }
    }
    return new Heard.Silent(
        why.isEmpty()
            ? "its description names no service that knows the address"
            : String.join("; ", why.stream().distinct().toList()));
  }

  private Heard call(Service service, Via via, Duration limit) {
    return heard(
        soap.call(
            service.control(),
            service.type(),
            "GetExternalIPAddress",
            "NewExternalIPAddress",
            via,
            limit),
        AddressFamily.IPV4,
        allowed);
  }

  /** What a router's answer means. */
  static Heard heard(Soap.Reply reply, AddressFamily family, Set<AddressRange> allowed) {
    return switch (reply) {
      case Soap.Reply.None(var why) -> new Heard.Silent(why);
      case Soap.Reply.Value(var text) when text.isEmpty() ->
          new Heard.Silent("the router itself has no address yet");
      case Soap.Reply.Value(var text) ->
          IpAddress.parse(text)
              .map(address -> Believable.ofRouter(address, family, allowed))
              .orElseGet(() -> new Heard.Nothing("what stands in place of the address is none"));
    };
  }

  private static Duration left(long end) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }
}
