package homeport.server.account;

import homeport.kit.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a long random secret. For secrets that a program made only: what a person invents
 * needs {@link PasswordHash}.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record SecretHash(String hex) {

  public SecretHash {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
    }
  }

  /** The hash of this secret. */
  public static SecretHash of(Secret secret) {
    return new SecretHash(HexFormat.of().formatHex(sha256(secret)));
  }

  /** Whether it is the hash of this secret; takes the same time for every answer. */
  public boolean matches(Secret secret) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(hex), sha256(secret));
  }

  private static byte[] sha256(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Hides itself: it is not a secret, but nobody needs to see it. */
  @Override
  public String toString() {
    return "SecretHash[****]";
  }
}
