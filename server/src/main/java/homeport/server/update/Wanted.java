package homeport.server.update;

import homeport.dns.IpAddress;
import java.util.List;

/** What the names of an update shall say from now on. */
public sealed interface Wanted {

  /**
   * These addresses. A family without an address here is left as it is.
   *
   * @param addresses at least one; of one family or both
   */
  record Addresses(List<IpAddress> addresses) implements Wanted {
    public Addresses {
      addresses = addresses.stream().distinct().sorted().toList();
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException("no address: say Own or Offline");
      }
    }
  }

  /** The address that the request came from. */
  record Own() implements Wanted {}

  /** No address at all: the names rest until the next update. */
  record Offline() implements Wanted {}
}
