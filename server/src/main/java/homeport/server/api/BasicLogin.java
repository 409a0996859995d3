package homeport.server.api;

import homeport.kit.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User name and password as a client sends them (RFC 7617, in UTF-8).
 *
 * @param user as sent
 * @param password as sent
 */
record BasicLogin(String user, Secret password) {
  private static final String SCHEME = "basic ";

  /** Reads the value of an {@code Authorization} header; anything else is nothing. */
  static Optional<BasicLogin> parse(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] octets = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String pair = new String(octets, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new BasicLogin(pair.substring(0, colon), new Secret(pair.substring(colon + 1))));
    } catch (IllegalArgumentException _) { // not Base64: no login
      return Optional.empty();
    }
  }
}
