package homeport.agent.plan;

/**
 * Who we are at a provider. Hosts of one account share its requests, its waits and its blocks.
 *
 * @param provider the descriptor's id; for a host's own URL {@code custom@} and the URL's authority
 * @param user the user name there; empty where the provider knows none
 */
public record Account(String provider, String user) implements Comparable<Account> {

  @Override
  public int compareTo(Account other) {
    int byProvider = provider.compareTo(other.provider);
    return byProvider != 0 ? byProvider : user.compareTo(other.user);
  }

  @Override
  public String toString() {
    return user.isEmpty() ? provider : provider + "/" + user;
  }
}
