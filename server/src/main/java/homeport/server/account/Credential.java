package homeport.server.account;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import java.util.List;
import java.util.Set;

/**
 * What proves to the update doors who someone is.
 *
 * @param user the user name, made by the program
 * @param secret the hash of the password, made by the program
 * @param group the group that this credential's wildcard updates move, and by it the account
 * @param families which addresses it may change; never empty
 * @param limits the hostnames it may change, {@code *.example.org} for all below; none: all of its
 *     account
 */
public record Credential(
    String user,
    SecretHash secret,
    Group group,
    Set<AddressFamily> families,
    List<Hostname> limits) {

  public Credential {
    families = Set.copyOf(families);
    limits = List.copyOf(limits);
    if (families.isEmpty()) {
      throw new IllegalArgumentException("a credential for no family can do nothing");
    }
  }

  /** Whose it is. */
  public String account() {
    return group.account();
  }

  /** Whether its limits let it change this name. That the name is its account's is not asked. */
  public boolean permits(Hostname name) {
    return limits.isEmpty() || limits.stream().anyMatch(limit -> covers(limit, name));
  }

  private static boolean covers(Hostname limit, Hostname name) {
    return name.equals(limit) || (limit.isWildcard() && name.isBelow(limit.parent()));
  }
}
