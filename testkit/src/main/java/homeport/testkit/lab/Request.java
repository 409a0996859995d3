package homeport.testkit.lab;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A request as a service of the lab saw it.
 *
 * @param connection number of the connection; the same number twice is a kept-alive one
 * @param accepted {@code nanoTime} when the connection was accepted
 * @param handshaken {@code nanoTime} after the TLS handshake; {@code accepted} without TLS
 * @param received {@code nanoTime} when the request was complete
 * @param peer the client's address
 * @param scheme {@code http} or {@code https}
 * @param line the request line
 * @param userAgent as sent, or empty
 * @param authorization as sent, or empty
 */
public record Request(
    int connection,
    long accepted,
    long handshaken,
    long received,
    String peer,
    String scheme,
    String line,
    String userAgent,
    String authorization) {
  static final String PREFIX = "request\t";

  /** One line for the pipe between the service and the test. */
  String toLine() {
    return PREFIX
        + String.join(
            "\t",
            Integer.toString(connection),
            Long.toString(accepted),
            Long.toString(handshaken),
            Long.toString(received),
            peer,
            scheme,
            line.replace('\t', ' '),
            userAgent.replace('\t', ' '),
            authorization.replace('\t', ' '));
  }

  static Request parse(String line) {
    var parts = line.substring(PREFIX.length()).split("\t", -1);
    return new Request(
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4],
        parts[5],
        parts[6],
        parts[7],
        parts[8]);
  }

  /** The query's parameters, decoded. */
  public Map<String, String> parameters() {
    var target = line.split(" ", 3)[1];
    var all = new HashMap<String, String>();
    if (target.contains("?")) {
      for (var pair : target.substring(target.indexOf('?') + 1).split("&", -1)) {
        var parts = pair.split("=", 2);
        var value = parts.length == 2 ? parts[1] : "";
        all.put(parts[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return all;
  }
}
