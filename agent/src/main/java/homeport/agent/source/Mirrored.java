package homeport.agent.source;

import homeport.agent.transport.Exchange.Answered;
import homeport.dns.IpAddress;
import homeport.kit.BadJson;
import homeport.kit.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reflector's answer says. Read strictly: an address that merely occurs in a page may be
 * anybody's.
 */
sealed interface Mirrored {
  /** No reflector needs more characters; a portal's page does. */
  int LARGEST = 2048;

  record Address(IpAddress address) implements Mirrored {}

  record Nothing(String why) implements Mirrored {}

  /** The whole of the classic form, as Dyn's checkip and its many copies write it. */
  Pattern CLASSIC =
      Pattern.compile(
          "(?i)<html>\\s*<head>\\s*<title>Current IP Check</title>\\s*</head>\\s*<body>\\s*"
              + "Current IP Address: *([0-9a-f.:]+)\\s*</body>\\s*</html>");

  Pattern NO_ADDRESS = Pattern.compile("[^0-9a-fA-F:.]+");

  /** Three forms: the address on the first line, JSON with the key ip, and the classic page. */
  static Mirrored read(Answered answered) {
    if (answered.status() != 200) {
      return new Nothing("status " + answered.status());
    }
    if (answered.truncated() || answered.body().length() > LARGEST) {
      return new Nothing("the answer is too long");
    }
    String body = answered.body();
    String text = (body.startsWith("\ufeff") ? body.substring(1) : body).strip();
    if (text.isEmpty()) {
      return new Nothing("the answer is empty");
    }
    Optional<String> literal = literal(text);
    if (literal.isEmpty()) {
      return new Nothing(text.startsWith("<") ? "a web page" : "the answer has no address");
    }
    Optional<IpAddress> address = IpAddress.parse(literal.get());
    if (address.isEmpty()) {
      return new Nothing("what stands in place of the address is none");
    }
    return others(text, address.get())
        ? new Nothing("the answer has two different addresses")
        : new Address(address.get());
  }

  private static Optional<String> literal(String text) {
    if (text.startsWith("{")) {
      try {
        return Json.readMap(text).get("ip") instanceof String ip
            ? Optional.of(ip)
            : Optional.empty();
      } catch (BadJson e) {
        return Optional.empty(); // Then there is no address in it.
      }
    }
    if (text.startsWith("<")) {
      Matcher classic = CLASSIC.matcher(text);
      return classic.matches() ? Optional.of(classic.group(1)) : Optional.empty();
    }
    return text.lines().map(String::strip).findFirst();
  }

  private static boolean others(String text, IpAddress address) {
    List<IpAddress> all =
        Stream.of(NO_ADDRESS.split(text)).map(IpAddress::parse).flatMap(Optional::stream).toList();
    return all.stream().anyMatch(other -> !other.equals(address));
  }
}
