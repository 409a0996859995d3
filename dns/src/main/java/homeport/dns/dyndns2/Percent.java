package homeport.dns.dyndns2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of the parts of a URL (RFC 3986, 2.1), in UTF-8. */
public final class Percent {
  private static final String UNRESERVED = "-._~";
  private static final String PLAIN_IN_VALUES = UNRESERVED + "*:";

  private Percent() {}

  /**
   * Encodes one value so that it is safe in a path segment or in a query.
   *
   * <p>A star and a colon stay: both are legal there (RFC 3986, 3.3 and 3.4), wildcard hostnames
   * and IPv6 addresses stay legible, and some servers compare before they decode.
   */
  public static String encode(String value) {
    return encode(value, PLAIN_IN_VALUES);
  }

  private static String encode(String value, String plain) {
    var out = new StringBuilder(value.length() + 16);
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean asIs =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || plain.indexOf(c) >= 0;
      if (asIs) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  /** Decodes a form's name or value; {@code +} is a space, a broken {@code %} stays itself. */
  static String decode(String text) {
    var octets = new ByteArrayOutputStream(text.length());
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      if (low >= 0) {
        octets.write((high << 4) | low);
        i += 2;
      } else {
        octets.write(raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
