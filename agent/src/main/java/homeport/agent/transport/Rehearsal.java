package homeport.agent.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One exchange of this program with itself, over loopback: it loads the code that writes requests
 * and reads answers, which a handshake alone does not. Saves the first update about 10 ms.
 */
final class Rehearsal {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood".getBytes(StandardCharsets.US_ASCII);

  private Rehearsal() {}

  /** Plays it; how it ends does not matter. */
  static Exchange play(Http http) throws IOException {
    try (var stage = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      stage.setSoTimeout(1000);
      Thread.ofVirtual().start(() -> answer(stage));
      URI url = URI.create("http://127.0.0.1:" + stage.getLocalPort() + "/");
      return http.send(HttpRequest.get(url, Map.of()).within(Duration.ofSeconds(1)), new Via.Any());
    }
  }

  private static void answer(ServerSocket stage) {
    try (Socket socket = stage.accept()) {
      // The request is one small packet, and what it says does not matter.
      byte[] request = new byte[4096];
      if (socket.getInputStream().read(request) > 0) {
        socket.getOutputStream().write(ANSWER);
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // The request has failed then, too, and play has told.
      return;
    }
  }
}
