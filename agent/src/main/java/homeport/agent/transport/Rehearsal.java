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
 * Exchanges of this program with itself, over loopback: they load the code that writes requests and
 * reads answers, which a handshake alone does not, and have it compiled. Saves the first update
 * about 10 ms, and each of the next hundred one.
 */
final class Rehearsal {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood".getBytes(StandardCharsets.US_ASCII);

  // Enough that what a request runs through is compiled (see packaging/agent.jvm), in about 50 ms.
  private static final int TIMES = 30;

  private Rehearsal() {}

  /** Plays them until one fails, and tells how the last one ended. */
  static Exchange play(Http http) throws IOException {
    Exchange last = once(http);
    for (int i = 1; i < TIMES && last instanceof Exchange.Answered; i++) {
      last = once(http);
    }
    return last;
  }

  private static Exchange once(Http http) throws IOException {
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
