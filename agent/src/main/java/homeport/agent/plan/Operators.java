package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who runs a name, as far as the name tells. */
public final class Operators {
  /** What its name does not say: run by somebody whose other names are asked as well. */
  private static final Map<String, String> KNOWN =
      Map.of("icanhazip.com", "cloudflare.com", "whoami.cloudflare", "cloudflare.com");

  private Operators() {}

  /**
   * The last two labels, which may take two operators for one but not one for two; an address is
   * its own operator.
   */
  public static String of(String host) {
    String bare = host.replaceAll("^\\[|]$|\\.$", "").toLowerCase(Locale.ROOT);
    if (IpAddress.parse(bare).isPresent()) {
      return bare;
    }
    List<String> labels = List.of(bare.split("\\.", -1));
    String last = String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    return KNOWN.getOrDefault(last, last);
  }
}
