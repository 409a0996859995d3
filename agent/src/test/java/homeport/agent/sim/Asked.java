package homeport.agent.sim;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * One update request as a provider sees it.
 *
 * @param addresses as written; an empty text if there was none
 * @param parameters the names of everything in the query
 */
record Asked(
    String provider,
    String user,
    String password,
    List<String> names,
    List<String> addresses,
    List<String> parameters) {

  Asked {
    names = List.copyOf(names);
    addresses = List.copyOf(addresses);
    parameters = List.copyOf(parameters);
  }

  List<IpAddress> parsed() {
    return addresses.stream().map(IpAddress::parse).flatMap(Optional::stream).toList();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return String.join(",", names) + " = " + String.join(",", addresses) + " to " + provider;
  }
}
