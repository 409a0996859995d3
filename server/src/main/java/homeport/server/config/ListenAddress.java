package homeport.server.config;

import homeport.dns.IpAddress;
import java.net.InetSocketAddress;

/**
 * Where to listen, as people write it: {@code 192.0.2.1}, {@code 192.0.2.1:53}, {@code [::1]:53}.
 */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Reads one.
   *
   * @param port the port if none is written
   * @throws IllegalArgumentException with a message for people
   */
  static InetSocketAddress parse(String text, int port) {
    String address = text;
    int chosen = port;
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (colon >= 0 && (bracketed ? text.lastIndexOf(']') < colon : text.indexOf(':') == colon)) {
      address = text.substring(0, colon);
      chosen = port(text, text.substring(colon + 1));
    }
    if (bracketed && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    return new InetSocketAddress(
        IpAddress.parse(address)
            .orElseThrow(
                () -> new IllegalArgumentException("\"" + text + "\" is not a literal address"))
            .toInetAddress(),
        chosen);
  }

  private static int port(String text, String digits) {
    if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65535) {
      throw new IllegalArgumentException("\"" + text + "\" has no port from 0 to 65535");
    }
    return Integer.parseInt(digits);
  }
}
