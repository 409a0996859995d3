package homeport.agent;

import homeport.agent.pace.Policy;
import homeport.agent.plan.Key;
import homeport.agent.plan.Target;
import homeport.agent.verify.NameServer;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One key with all that the round must know of it.
 *
 * @param key what is published
 * @param question what it asks of the network
 * @param allowed special ranges that may be published
 * @param policy the rhythm of its target
 * @param check how to see the result in DNS
 */
record Name(Key key, Question question, Set<AddressRange> allowed, Policy policy, Check check) {

  /** How the result of an update is seen in DNS. */
  sealed interface Check {
    /**
     * Ask for these names.
     *
     * @param names for a wildcard or a group the names that the user listed
     * @param servers who is asked; empty to find the zone's own servers
     */
    record Ask(List<Hostname> names, List<NameServer> servers) implements Check {}

    /** Do not ask, and say why. */
    record Skip(String why) implements Check {}
  }

  Target target() {
    return key.target();
  }

  /** The special range that forbids to publish an address, in words. */
  Optional<String> forbidding(IpAddress address) {
    return AddressRange.of(address)
        .filter(range -> !allowed.contains(range))
        .map(range -> range + ", " + range.describe());
  }
}
