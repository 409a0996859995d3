package homeport.agent.transport;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Whether an answer may send a request elsewhere. */
final class Redirect {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private Redirect() {}

  /** Where to go on; empty if this answer is the last one. */
  static Optional<URI> target(HttpRequest request, URI from, Exchange exchange) {
    if (!request.followRedirects()
        || !request.method().equals("GET")
        || !(exchange instanceof Exchange.Answered answered)
        || !STATUSES.contains(answered.status())) {
      return Optional.empty();
    }
    return answered
        .header("location")
        .flatMap(location -> resolved(from, location))
        .filter(to -> allowed(request, from, to));
  }

  private static Optional<URI> resolved(URI from, String location) {
    try {
      return Optional.of(from.resolve(location.strip()));
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }

  private static boolean allowed(HttpRequest request, URI from, URI to) {
    boolean https = "https".equalsIgnoreCase(to.getScheme());
    boolean http = "http".equalsIgnoreCase(to.getScheme());
    if (to.getHost() == null || to.getRawUserInfo() != null || !(https || http)) {
      return false;
    }
    if (http && "https".equalsIgnoreCase(from.getScheme())) {
      return false;
    }
    return sameServer(from, to) || !hasCredentials(request);
  }

  private static boolean sameServer(URI from, URI to) {
    return from.getScheme().equalsIgnoreCase(to.getScheme())
        && from.getHost().equalsIgnoreCase(to.getHost())
        && from.getPort() == to.getPort();
  }

  /** Passwords travel in the query, too, so any query counts. */
  private static boolean hasCredentials(HttpRequest request) {
    return request.url().getRawQuery() != null
        || request.headers().keySet().stream()
            .anyMatch(h -> h.equalsIgnoreCase("Authorization") || h.equalsIgnoreCase("Cookie"));
  }
}
