package homeport.dns;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The strings of a TXT record (RFC 1035, 3.3.14).
 *
 * @param strings at least one; each at most 255 octets in UTF-8
 */
public record Text(List<String> strings) implements Rdata {

  public Text {
    strings = List.copyOf(strings);
    if (strings.isEmpty()) {
      throw new IllegalArgumentException("a TXT record holds at least one string");
    }
    for (String string : strings) {
      if (string.getBytes(StandardCharsets.UTF_8).length > 255) {
        throw new IllegalArgumentException("a string of a TXT record has at most 255 octets");
      }
    }
  }

  /** One string, or as many as a long one needs. */
  public static Text of(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= 255) {
      return new Text(List.of(text));
    }
    // 63 characters are at most 252 octets, and surrogate pairs stay together.
    int end = Character.isHighSurrogate(text.charAt(62)) ? 62 : 63;
    List<String> rest = of(text.substring(end)).strings;
    var all = new java.util.ArrayList<String>(rest.size() + 1);
    all.add(text.substring(0, end));
    all.addAll(rest);
    return new Text(all);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        strings.stream()
            .map(s -> '"' + s.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .toList());
  }
}
