package homeport.testkit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as far as the lab needs it: a head comes in, an answer goes out. */
final class Exchange {
  private static final int LONGEST_HEAD = 16_384;

  private Exchange() {}

  /** A request's first line, under the empty name, and its fields by lower-case name. */
  static @Nullable Map<String, String> head(InputStream in) throws IOException {
    var bytes = new StringBuilder();
    while (bytes.indexOf("\r\n\r\n", bytes.length() - 4) < 0) {
      var next = in.read();
      if (next < 0 || bytes.length() > LONGEST_HEAD) {
        return null;
      }
      bytes.append((char) next);
    }
    var lines = bytes.toString().split("\r\n", -1);
    var head = new TreeMap<String, String>();
    head.put("", lines[0]);
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      if (colon > 0) {
        var name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        head.put(name, lines[i].substring(colon + 1).strip());
      }
    }
    return head;
  }

  static void answer(OutputStream out, int status, String body) throws IOException {
    out.write(bytes(status, body));
    out.flush();
  }

  /** The first half of an answer, then the end of the connection, or its reset. */
  static void half(Door.Wire wire, boolean reset) throws IOException {
    var all = bytes(200, "good ");
    var out = wire.talk().getOutputStream();
    out.write(all, 0, all.length / 2);
    out.flush();
    if (reset) {
      wire.raw().setSoLinger(true, 0);
    }
    wire.raw().close();
  }

  private static byte[] bytes(int status, String body) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    var text =
        String.join(
            "\r\n",
            "HTTP/1.1 " + status + " Lab",
            "Content-Type: text/plain",
            "Content-Length: " + length,
            "",
            body);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
