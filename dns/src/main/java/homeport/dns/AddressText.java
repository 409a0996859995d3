package homeport.dns;

import org.jspecify.annotations.Nullable;

/** The text form of addresses: strict when reading, RFC 5952 when writing. */
final class AddressText {
  private AddressText() {}

  static @Nullable IpAddress read(String text) {
    if (text.length() < 2 || text.length() > 45) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      long bits = dotted(text, 0);
      return bits < 0 ? null : new IpAddress(AddressFamily.IPV4, 0, bits);
    }
    return readIpv6(text);
  }

  /** The 32 bits of the dotted quad that fills the text from here to its end, or -1. */
  private static long dotted(String text, int from) {
    long bits = 0;
    int octets = 0;
    int i = from;
    while (true) {
      int start = i;
      int value = 0;
      while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        value = value * 10 + text.charAt(i) - '0';
        i++;
        if (i - start > 3) {
          return -1;
        }
      }
      boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
      if (i == start || value > 255 || leadingZero) {
        return -1;
      }
      bits = bits << 8 | value;
      octets++;
      if (octets == 4) {
        return i == text.length() ? bits : -1;
      }
      if (i == text.length() || text.charAt(i) != '.') {
        return -1;
      }
      i++;
    }
  }

  private static @Nullable IpAddress readIpv6(String text) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int i = 0;
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    } else if (text.charAt(0) == ':') {
      return null;
    }
    while (i < text.length()) {
      if (count == 8) {
        return null;
      }
      int end = groupEnd(text, i);
      if (end < text.length() && text.charAt(end) == '.') {
        long quad = count <= 6 ? dotted(text, i) : -1;
        if (quad < 0) {
          return null;
        }
        groups[count++] = (int) (quad >>> 16);
        groups[count++] = (int) (quad & 0xffff);
        break;
      }
      if (end == i || end - i > 4) {
        return null;
      }
      groups[count++] = Integer.parseInt(text, i, end, 16);
      if (end == text.length()) {
        break;
      }
      if (text.charAt(end) != ':' || end + 1 == text.length()) {
        return null;
      }
      i = end + 1;
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        i++;
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      return null;
    }
    return new IpAddress(
        AddressFamily.IPV6, half(groups, count, gap, 0), half(groups, count, gap, 4));
  }

  private static int groupEnd(String text, int from) {
    int i = from;
    while (i < text.length() && Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128) {
      i++;
    }
    return i;
  }

  private static long half(int[] groups, int count, int gap, int from) {
    long bits = 0;
    for (int i = from; i < from + 4; i++) {
      int group;
      if (gap < 0 || i < gap) {
        group = groups[i];
      } else {
        int fromEnd = i - (8 - count);
        group = fromEnd >= gap ? groups[fromEnd] : 0;
      }
      bits = bits << 16 | group;
    }
    return bits;
  }

  static String write(IpAddress address) {
    if (address.family() == AddressFamily.IPV4) {
      long bits = address.low();
      return (bits >>> 24)
          + "."
          + ((bits >>> 16) & 255)
          + "."
          + ((bits >>> 8) & 255)
          + "."
          + (bits & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) ((half >>> (48 - 16 * (i & 3))) & 0xffff);
    }
    // RFC 5952, 4.2: the longest run of at least two zero groups, the first of equals.
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffff;
    if (mapped) { // RFC 5952, 5
      return "::ffff:" + write(address.unmapped());
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
