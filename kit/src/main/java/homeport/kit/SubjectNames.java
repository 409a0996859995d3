package homeport.kit;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names and addresses that a certificate stands for.
 *
 * @param hosts names in lower case
 * @param addresses by their text, so that equal sets are equal values
 */
record SubjectNames(TreeSet<String> hosts, TreeMap<String, InetAddress> addresses) {

  static SubjectNames of(Collection<String> names) {
    if (names.isEmpty()) {
      throw new CertificateProblem(
          "no name to make a certificate for; give at least one name or address that clients use");
    }
    TreeSet<String> hosts = new TreeSet<>();
    TreeMap<String, InetAddress> addresses = new TreeMap<>();
    for (String name : names) {
      literal(name)
          .ifPresentOrElse(
              address -> addresses.put(address.getHostAddress(), address),
              () -> hosts.add(name.toLowerCase(Locale.ROOT)));
    }
    return new SubjectNames(hosts, addresses);
  }

  private static Optional<InetAddress> literal(String text) {
    boolean like = text.indexOf(':') >= 0 || text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    try {
      return like ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new CertificateProblem("\"" + text + "\" is neither a name nor an address", e);
    }
  }
}
