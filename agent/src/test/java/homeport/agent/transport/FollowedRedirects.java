package homeport.agent.transport;

import java.net.URI;
import java.util.Optional;

/** The real decision about redirects, for the simulated web. */
public final class FollowedRedirects {
  private FollowedRedirects() {}

  /** Where a request goes on; nothing if this answer is the last one. */
  public static Optional<URI> target(HttpRequest request, URI from, Exchange exchange) {
    return Redirect.target(request, from, exchange);
  }
}
