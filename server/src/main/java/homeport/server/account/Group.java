package homeport.server.account;

/**
 * Names of one account that follow the same firewall.
 *
 * @param id its number in the database, positive
 * @param account whose it is
 * @param name unique in the account
 */
public record Group(int id, String account, String name) {
  /** The group that a new name joins, and that a new credential moves. */
  public static final String DEFAULT = "default";

  /** Account and name as one text: no account's name holds a space. */
  String key() {
    return key(account, name);
  }

  static String key(String account, String name) {
    return account + ' ' + name;
  }
}
