package homeport.server.account;

import java.util.Optional;

/**
 * Somebody who holds names.
 *
 * @param name 1 to 64 characters: lower-case letters, digits, and {@code . _ - @} inside
 * @param password the hash of the login password; it is never used for updates
 */
public record Account(String name, Optional<PasswordHash> password) {

  public Account {
    if (!isName(name)) {
      throw new IllegalArgumentException("no account name: " + name);
    }
  }

  /** Whether an account or a group may be called so. */
  public static boolean isName(String text) {
    return text.matches("[a-z0-9][a-z0-9._@-]{0,63}");
  }
}
