package homeport.dns.dyndns2;

import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request says about the address. */
public sealed interface Addresses {

  /** The parameter is not there: the address of the connection is meant. */
  record Absent() implements Addresses {}

  /** The parameter is there without a value. */
  record Empty() implements Addresses {}

  /**
   * One or more addresses.
   *
   * @param addresses in the order sent, at least one
   */
  record Given(List<IpAddress> addresses) implements Addresses {
    public Given {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Something else.
   *
   * @param part the first part that is no address; foreign text, to be cleaned before it is shown
   */
  record Malformed(String part) implements Addresses {}

  /** Reads a comma list. */
  static Addresses parse(Optional<String> value) {
    if (value.isEmpty()) {
      return new Absent();
    }
    if (value.get().isBlank()) {
      return new Empty();
    }
    var addresses = new ArrayList<IpAddress>();
    for (String part : value.get().split(",", -1)) {
      Optional<IpAddress> address = IpAddress.parse(part.strip());
      if (address.isEmpty()) {
        return new Malformed(part.strip());
      }
      addresses.add(address.get());
    }
    return new Given(addresses);
  }
}
