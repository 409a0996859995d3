package homeport.agent.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request. Its text shows no path, query, header or body: secrets live in all of them.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE}
 * @param url http or https, encoded as it goes on the wire, without user and fragment
 * @param headers in this order; a {@code User-Agent} should be among them
 * @param body with its {@code Content-Type} among the headers
 * @param caFile trust only the certificates in this PEM file instead of the system's
 * @param deadline for everything together, from the look-up of the name to the last octet
 * @param followRedirects up to 5 for GET; never from https to http, and to another host only if the
 *     request has no query, {@code Authorization} or {@code Cookie}
 */
public record HttpRequest(
    String method,
    URI url,
    Map<String, String> headers,
    Optional<String> body,
    Optional<Path> caFile,
    Duration deadline,
    boolean followRedirects) {

  /** The deadline unless told otherwise. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);

  public HttpRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    if (url.getHost() == null
        || !("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        || url.getRawUserInfo() != null) {
      // Without the URL: it may hold a password.
      throw new IllegalArgumentException("an http or https URL with a host and without a user");
    }
  }

  /** A GET with the system's certificates and the usual deadline, following nothing. */
  public static HttpRequest get(URI url, Map<String, String> headers) {
    return new HttpRequest(
        "GET", url, headers, Optional.empty(), Optional.empty(), DEADLINE, false);
  }

  /** The same with another deadline. */
  public HttpRequest within(Duration time) {
    return new HttpRequest(method, url, headers, body, caFile, time, followRedirects);
  }

  /** The same, trusting only this PEM file's certificates. */
  public HttpRequest trusting(Optional<Path> file) {
    return new HttpRequest(method, url, headers, body, file, deadline, followRedirects);
  }

  /** The same, following redirects. */
  public HttpRequest followingRedirects() {
    return new HttpRequest(method, url, headers, body, caFile, deadline, true);
  }

  /** Where it goes: {@code https://dyndns.example.org:8443}. */
  public String destination() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  @Override
  public String toString() {
    return method + " " + destination() + "/…";
  }
}
