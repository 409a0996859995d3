package homeport.agent;

import homeport.agent.transport.Via;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From where somebody outside is asked for the public address. What was seen from one says nothing
 * of another, so a new source address or gateway is a new question.
 *
 * @param family which address is wanted
 * @param uplink asked by this one and no other; empty to let the administrator's own rules decide
 * @param mark firewall mark of an unbound question
 */
record Vantage(AddressFamily family, Optional<Uplink> uplink, OptionalInt mark) {

  static Vantage of(AddressFamily family, Uplink uplink) {
    return new Vantage(family, Optional.of(uplink), OptionalInt.empty());
  }

  /** How a question from here leaves. */
  Via via() {
    if (uplink.isPresent()) {
      return Via.of(uplink.get());
    }
    return mark.isPresent() ? new Via.Marked(mark.getAsInt()) : new Via.Any();
  }

  @Override
  public String toString() {
    return family.describe()
        + uplink.map(u -> " by " + u.interfaceName()).orElse(" as the routes decide");
  }
}
