package homeport.server.admin;

import homeport.kit.BadJson;
import homeport.kit.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Orders and replies on the control socket: one line of JSON each way. */
final class Wire {
  private static final int LONGEST_REQUEST = 1 << 20;

  private Wire() {}

  static String write(Request request) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("order", request.order());
    line.put("words", request.words());
    return Json.write(line);
  }

  static Request request(String line) throws BadJson {
    Map<String, Object> map = withoutNulls(Json.readMap(line));
    return new Request(String.valueOf(map.get("order")), inner(map.get("words")));
  }

  static String write(Reply reply) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("fine", reply.fine());
    line.put("text", reply.text());
    line.put("data", reply.data());
    return Json.write(line);
  }

  static Reply reply(String line) throws BadJson {
    Map<String, Object> map = withoutNulls(Json.readMap(line));
    return new Reply(
        Boolean.TRUE.equals(map.get("fine")),
        String.valueOf(map.get("text")),
        inner(map.get("data")));
  }

  private static Map<String, Object> inner(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map ? withoutNulls(map) : Map.of();
  }

  private static Map<String, Object> withoutNulls(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put((String) key, value);
          }
        });
    return copy;
  }

  static void send(WritableByteChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads up to the end of the line.
   *
   * @param limit the most bytes that are read
   * @throws IOException if the other side stops in the middle, or the line is too long
   */
  static String receive(ReadableByteChannel channel, int limit) throws IOException {
    var line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(b);
      }
      buffer.clear();
      if (line.size() > limit) {
        throw new IOException("the line is longer than " + limit + " bytes");
      }
    }
    throw new IOException("the other side hung up in the middle of a line");
  }

  static String receiveRequest(ReadableByteChannel channel) throws IOException {
    return receive(channel, LONGEST_REQUEST);
  }
}
