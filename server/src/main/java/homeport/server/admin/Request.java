package homeport.server.admin;

import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One order with its words, as it goes through the control socket.
 *
 * @param order which one, such as {@code account add}
 * @param words its arguments by name: text, {@code true}, or a list of text
 */
public record Request(String order, Map<String, Object> words) {

  Optional<String> text(String key) {
    return Optional.ofNullable(words.get(key)).map(Object::toString).filter(t -> !t.isEmpty());
  }

  String need(String key) {
    return text(key).orElseThrow(() -> new OrderRefused("\"" + key + "\" is missing"));
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(words.get(key));
  }

  int number(String key, int otherwise) {
    String text = text(key).orElse("" + otherwise);
    if (!text.matches("\\d{1,9}")) {
      throw new OrderRefused("\"" + text + "\" is not a number from 0 to 999999999");
    }
    return Integer.parseInt(text);
  }

  List<String> list(String key) {
    return words.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  Hostname hostname(String key) {
    return hostnameOf(need(key));
  }

  static Hostname hostnameOf(String text) {
    try {
      return Hostname.parse(text);
    } catch (BadHostname e) {
      throw new OrderRefused(String.valueOf(e.getMessage()));
    }
  }
}
