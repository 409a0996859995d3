package homeport.server.update;

import homeport.server.account.Credential;
import java.util.List;

/**
 * A request to change addresses, whatever door it came through.
 *
 * @param who the credential, authenticated by the door
 * @param asked the hostnames in the order asked; none is refused, it never means all
 * @param wanted the addresses
 * @param origin where it came from
 */
public record Update(Credential who, List<Asked> asked, Wanted wanted, Origin origin) {

  public Update {
    asked = List.copyOf(asked);
  }
}
