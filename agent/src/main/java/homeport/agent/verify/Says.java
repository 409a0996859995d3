package homeport.agent.verify;

import homeport.dns.IpAddress;
import java.util.List;

/** What one name server said about one name and family. */
public sealed interface Says {

  /** These addresses; none if the name, or the type, does not exist there. */
  record Addresses(List<IpAddress> addresses) implements Says {}

  /** Nothing that counts: it could not be reached, or does not speak for the zone. */
  record Silent(String why) implements Says {}
}
