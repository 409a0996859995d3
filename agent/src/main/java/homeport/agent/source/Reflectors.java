package homeport.agent.source;

import homeport.agent.plan.Observation;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Asks remote reflectors over HTTPS, each time beginning with another one; when one fails the next
 * is asked, four at most.
 */
public final class Reflectors implements AddressSource {
  /** For one reflector, from the look-up of its name to the last octet; so 20 s in all. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  static final int MOST_TRIES = 4;

  private final List<URI> urls;
  private final Set<AddressRange> allowed;
  private final String userAgent;
  private final Http http;
  private final AtomicInteger turn;

  /**
   * @param urls at least one; two or more so that the failure of one does no harm
   * @param allowed special ranges that a reflector may answer with, in laboratories
   * @param random chooses who is asked first
   */
  public Reflectors(
      List<URI> urls,
      Set<AddressRange> allowed,
      String userAgent,
      Http http,
      RandomGenerator random) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no reflector");
    }
    this.urls = List.copyOf(urls);
    this.allowed = Set.copyOf(allowed);
    this.userAgent = userAgent;
    this.http = http;
    this.turn = new AtomicInteger(random.nextInt(urls.size()));
  }

  @Override
  public Observation observe(AddressFamily family, Via via) {
    Optional<Via> only = only(family, via);
    if (only.isEmpty()) {
      return new Observation.Unknown("the uplink has no " + family.describe() + " address");
    }
    int first = turn.getAndUpdate(n -> (n + 1) % urls.size());
    var failures = new ArrayList<String>();
    for (int i = 0; i < Math.min(urls.size(), MOST_TRIES); i++) {
      URI url = urls.get((first + i) % urls.size());
      switch (ask(url, family, only.get())) {
        case Mirrored.Address(var address) -> {
          return new Observation.Known(List.of(address), "reflector " + url.getHost());
        }
        case Mirrored.Nothing(var why) -> failures.add(url.getHost() + ": " + why);
      }
    }
    failures.sort(null); // The same trouble in the same words, whoever was asked first.
    return new Observation.Unknown("no reflector knows: " + String.join("; ", failures));
  }

  private Mirrored ask(URI url, AddressFamily family, Via via) {
    var request =
        HttpRequest.get(url, Map.of("User-Agent", userAgent, "Accept", "text/plain, */*"))
            .within(DEADLINE);
    return switch (http.send(request, via)) {
      case Exchange.Failed(_, var why) -> new Mirrored.Nothing(why);
      case Exchange.Answered answered -> Mirrored.read(answered).checked(family, allowed);
    };
  }

  /** A reflector sees the family that carries the question: so that family, and no other uplink. */
  private static Optional<Via> only(AddressFamily family, Via via) {
    return switch (via) {
      case Via.Any any -> Optional.of(any);
      case Via.By(var name, var sources, _) -> {
        List<IpAddress> own = sources.stream().filter(s -> s.family() == family).toList();
        yield own.isEmpty() ? Optional.empty() : Optional.of(new Via.By(name, own, true));
      }
    };
  }
}
