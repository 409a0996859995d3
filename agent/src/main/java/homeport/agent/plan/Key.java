package homeport.agent.plan;

import homeport.dns.AddressFamily;

/**
 * The unit of publication: one target in one address family. Families never touch each other.
 *
 * @param target what
 * @param family A or AAAA
 */
public record Key(Target target, AddressFamily family) implements Comparable<Key> {

  @Override
  public int compareTo(Key other) {
    int byTarget = target.compareTo(other.target);
    return byTarget != 0 ? byTarget : family.compareTo(other.family);
  }

  @Override
  public String toString() {
    return target.name() + " " + family.recordType() + " at " + target.account();
  }
}
