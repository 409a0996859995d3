package homeport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** The ways a peer misbehaves, by name. */
public interface Manner {

  /** Answers a request, or does not. */
  void answer(String request, Socket socket, int port) throws IOException;

  /** Whether TLS is agreed on at all; it may also do something else first. */
  default boolean beforeTls(Socket socket) throws IOException {
    return true;
  }

  /** Whether it reads the request. */
  default boolean readsRequest() {
    return true;
  }

  /** What it writes after it read the request. */
  interface Writing {
    void write(String request, OutputStream out, int port) throws IOException;
  }

  /** Reads the request, writes this, closes. */
  static Manner after(Writing writing) {
    return (request, socket, port) -> {
      writing.write(request, socket.getOutputStream(), port);
      socket.getOutputStream().flush();
    };
  }

  /** Accepts, and says nothing: no TLS, no answer. */
  static Manner hangs() {
    return new Manner() {
      @Override
      public boolean beforeTls(Socket socket) throws IOException {
        untilClosed(socket);
        return false;
      }

      @Override
      public boolean readsRequest() {
        return false;
      }

      @Override
      public void answer(String request, Socket socket, int port) {}
    };
  }

  /** Reads the request, and says nothing. */
  static Manner hangsAfterRequest() {
    return (_, socket, _) -> untilClosed(socket);
  }

  /** Says half of its answer, and then nothing. */
  static Manner hangsInTheMiddle() {
    return (_, socket, _) -> {
      socket.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ngood"));
      socket.getOutputStream().flush();
      untilClosed(socket);
    };
  }

  /** Resets the connection in the middle of its answer. */
  static Manner resetsInTheMiddle() {
    return (_, socket, _) -> {
      socket.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ngood"));
      socket.getOutputStream().flush();
      socket.setSoLinger(true, 0);
    };
  }

  /** Sends a body without an end. */
  static Manner neverEnds() {
    return after(
        (_, out, _) -> {
          out.write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
          byte[] block = ascii("192.0.2.1 ".repeat(800));
          while (true) {
            out.write(block);
          }
        });
  }

  /** Sends one octet of an endless header now and then (slow-loris). */
  static Manner dribbles() {
    return (_, socket, _) -> {
      socket.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nX-Slow: "));
      while (true) {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
        pause();
      }
    };
  }

  /** Promises more than it sends. */
  static Manner promisesTooMuch() {
    return MisbehavingPeer.says("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ngood 192.0.2.1");
  }

  /** Ends in the middle of a chunk. */
  static Manner cutsAChunk() {
    return MisbehavingPeer.says(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\ngood 192.0.2.1");
  }

  /** Always sends one elsewhere, to itself. */
  static Manner redirectsForEver() {
    return after(
        (_, out, port) ->
            out.write(
                ascii(
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                        + port
                        + "/again\r\nContent-Length: 0\r\n\r\n")));
  }

  /** Sends a small body that unpacks to 64 MiB. */
  static Manner sendsABomb() {
    return after(
        (_, out, _) -> {
          var packed = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(packed)) {
            byte[] megabyte = new byte[1024 * 1024];
            for (int i = 0; i < 64; i++) {
              gzip.write(megabyte);
            }
          }
          out.write(
              ascii(
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + packed.size()
                      + "\r\n\r\n"));
          packed.writeTo(out);
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void untilClosed(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // whatever comes is not answered
    }
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      assert !never;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
