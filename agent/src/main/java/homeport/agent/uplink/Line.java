package homeport.agent.uplink;

import homeport.dns.AddressFamily;

/**
 * One uplink in one family: IPv4 may be dead where IPv6 is not.
 *
 * @param uplink its name
 */
public record Line(String uplink, AddressFamily family) implements Comparable<Line> {
  @Override
  public int compareTo(Line other) {
    int byName = uplink.compareTo(other.uplink);
    return byName != 0 ? byName : family.compareTo(other.family);
  }

  @Override
  public String toString() {
    return uplink + " " + family;
  }
}
