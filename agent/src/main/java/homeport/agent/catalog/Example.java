package homeport.agent.catalog;

import homeport.dns.IpAddress;
import java.util.List;

/**
 * An exchange with a provider, executed as a test.
 *
 * @param names the hostnames to update, in order
 * @param addresses the addresses to send
 * @param request the first line that must come of it: method, space, URL
 * @param status the status of the answer
 * @param reply its body
 * @param means what it must mean for each of the names
 */
public record Example(
    List<String> names,
    List<IpAddress> addresses,
    String request,
    int status,
    String reply,
    List<Meaning> means) {

  public Example {
    names = List.copyOf(names);
    addresses = List.copyOf(addresses);
    means = List.copyOf(means);
  }
}
