package homeport.agent.plan;

import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import java.util.Optional;

/**
 * One thing that a provider updates for us: a hostname, or what the provider calls a group or set.
 *
 * @param account where it is kept
 * @param name a hostname in its normal form, or the provider's word for a group (No-IP) or set
 *     (ChangeIP: {@code *1})
 */
public record Target(Account account, String name) implements Comparable<Target> {

  /** The hostname, unless this is a group or a set. */
  public Optional<Hostname> hostname() {
    try {
      return Optional.of(Hostname.parse(name));
    } catch (BadHostname notAHostname) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Target other) {
    int byAccount = account.compareTo(other.account);
    return byAccount != 0 ? byAccount : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name + " at " + account;
  }
}
