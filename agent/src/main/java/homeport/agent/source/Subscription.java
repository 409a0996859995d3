package homeport.agent.source;

import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.HttpRequest;
import homeport.agent.transport.Via;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subscription to a router's events (UPnP Device Architecture, 4.1).
 *
 * @param events where it was made
 * @param number the router's name for it
 * @param renewal after which time it has to be renewed, before it ends
 */
record Subscription(URI events, String number, Duration renewal) {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final Duration PARTING = Duration.ofSeconds(1);
  private static final Pattern LIFETIME = Pattern.compile("(?i)second-(\\d{1,9})");
  private static final long SHORTEST_SECONDS = 60;
  private static final long LONGEST_SECONDS = 3600;

  /** Asks for one; nothing if the router does not want to. */
  static Optional<Subscription> make(URI events, URI callback, Http http, Via via) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("CALLBACK", "<" + callback + ">");
    headers.put("NT", "upnp:event");
    headers.put("TIMEOUT", "Second-" + LONGEST_SECONDS);
    return send("SUBSCRIBE", events, headers, http, via);
  }

  /** Asks for more time; nothing if the router has forgotten it. */
  Optional<Subscription> renew(Http http, Via via) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("SID", number);
    headers.put("TIMEOUT", "Second-" + LONGEST_SECONDS);
    return send("SUBSCRIBE", events, headers, http, via);
  }

  /** Ends it, if the router is still there. */
  void end(Http http, Via via) {
    var request = request("UNSUBSCRIBE", events, Map.of("SID", number)).within(PARTING);
    Exchange _ = http.send(request, via);
  }

  private static Optional<Subscription> send(
      String method, URI events, Map<String, String> headers, Http http, Via via) {
    return http.send(request(method, events, headers).within(DEADLINE), via)
            instanceof Exchange.Answered answered
        ? read(answered, events)
        : Optional.empty();
  }

  private static HttpRequest request(String method, URI url, Map<String, String> headers) {
    return new HttpRequest(
        method, url, headers, Optional.empty(), Optional.empty(), DEADLINE, false);
  }

  static Optional<Subscription> read(Exchange.Answered answered, URI events) {
    Optional<String> number =
        answered.header("sid").map(String::strip).filter(sid -> sid.matches("[!-~]{1,200}"));
    if (answered.status() != 200 || number.isEmpty()) {
      return Optional.empty();
    }
    Matcher lifetime = LIFETIME.matcher(answered.header("timeout").orElse(""));
    long seconds = lifetime.matches() ? Long.parseLong(lifetime.group(1)) : LONGEST_SECONDS;
    long bounded = Math.clamp(seconds, SHORTEST_SECONDS, LONGEST_SECONDS);
    return Optional.of(new Subscription(events, number.get(), Duration.ofSeconds(bounded / 2)));
  }
}
