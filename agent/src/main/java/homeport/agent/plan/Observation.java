package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.List;

/** What one address source said at one instant. Not knowing is a value. */
public sealed interface Observation {

  /**
   * The addresses are known; that there are none can be known too.
   *
   * @param addresses of one family, sorted, each once; maybe empty
   * @param origin where they were found, in words: {@code wan1, preferred source of the default
   *     route}
   */
  record Known(List<IpAddress> addresses, String origin) implements Observation {
    public Known {
      addresses = addresses.stream().distinct().sorted().toList();
    }
  }

  /**
   * Nothing is known, so nothing may be changed.
   *
   * @param why in words, for people
   */
  record Unknown(String why) implements Observation {}
}
