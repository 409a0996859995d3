package homeport.testkit.lab;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The real server behind the lab's provider, if the test has started one. */
final class Server {
  private static final int PATIENCE_MILLIS = 10_000;

  private Server() {}

  /** What the real server said. */
  record Answer(int status, String body) {}

  /** The same request, in its client's name. */
  static Answer ask(Request request) throws IOException {
    var target = URI.create("http://203.0.113.30" + request.line().split(" ", 3)[1]);
    var connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setRequestProperty("User-Agent", request.userAgent());
    if (!request.authorization().isEmpty()) {
      connection.setRequestProperty("Authorization", request.authorization());
    }
    var status = connection.getResponseCode();
    try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, body);
    } finally {
      connection.disconnect();
    }
  }
}
