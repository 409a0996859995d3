package homeport.agent.provider;

import homeport.kit.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What proves who we are at a provider.
 *
 * @param user maybe empty
 * @param password a password, a key or a token
 */
public record Login(String user, Secret password) {

  /** The value of the header (RFC 7617), in UTF-8. */
  String basic() {
    return "Basic " + encoded();
  }

  private String encoded() {
    byte[] pair = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(pair);
  }

  /** Every text that must not be shown. */
  List<String> secrets() {
    return List.of(encoded(), password.value());
  }
}
