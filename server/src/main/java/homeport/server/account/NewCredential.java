package homeport.server.account;

import homeport.kit.Secret;
import java.util.random.RandomGenerator;

/**
 * A user name and password made by the program; the password is shown once and then only its hash
 * is kept.
 *
 * @param user 14 characters
 * @param password 32 characters, 160 random bits; letters and digits, so that it can be typed into
 *     any router and needs no escaping anywhere
 */
public record NewCredential(String user, Secret password) {
  // 32 characters that are hard to mistake for each other: no 0, 1, l, o.
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  /** Makes one. The generator must be a cryptographic one. */
  public static NewCredential make(RandomGenerator random) {
    return new NewCredential("hp-" + text(random, 11), new Secret(text(random, 32)));
  }

  private static String text(RandomGenerator random, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
