package homeport.agent.admin;

import homeport.kit.BadJson;
import homeport.kit.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The control socket: a Unix domain socket that only this user may open. One JSON object on one
 * line each way, then the connection ends.
 *
 * <p>A request is {@code {"request":"status", ...}}. The answer has {@code "ok":true} and what the
 * handler says, or {@code "ok":false} and an {@code "error"} for people. Each client has a thread
 * of its own and little time; nothing that a client does holds up the agent.
 */
public final class ControlSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());
  private static final int LARGEST_REQUEST = 65_536;
  private static final int CLIENTS = 16;

  private final SocketPlace place;
  private final Object identity;
  private final ServerSocketChannel server;
  private final Map<String, Request> handlers;
  private final Duration patience;
  private final Semaphore clients = new Semaphore(CLIENTS);

  private ControlSocket(
      SocketPlace place,
      Object identity,
      ServerSocketChannel server,
      Map<String, Request> handlers,
      Duration patience) {
    this.place = place;
    this.identity = identity;
    this.server = server;
    this.handlers = new TreeMap<>(handlers);
    this.patience = patience;
  }

  /**
   * Opens the socket and begins to answer. A socket left behind by an agent that is gone is
   * replaced.
   *
   * @param handlers by the word of the request
   * @throws IOException with a sentence for people: another agent answers there, the directory is
   *     not safe, the path is too long
   */
  public static ControlSocket open(Path path, Map<String, Request> handlers) throws IOException {
    return open(path, handlers, Duration.ofSeconds(30));
  }

  /**
   * @param patience the time that a client has for everything
   */
  static ControlSocket open(Path path, Map<String, Request> handlers, Duration patience)
      throws IOException {
    var place = new SocketPlace(path);
    ServerSocketChannel server = place.bind();
    var socket = new ControlSocket(place, place.identity(), server, handlers, patience);
    Thread.ofVirtual().name("control socket").start(socket::accept);
    return socket;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (clients.tryAcquire()) {
          Thread.ofVirtual().name("control client").start(() -> serve(client));
        } else {
          turnAway(client);
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.log(Level.DEBUG, "a control client was lost: " + e);
          LockSupport.parkNanos(100_000_000); // Out of descriptors, say: not in a busy loop.
        }
      }
    }
  }

  // A short line always fits into a fresh socket's buffer, so this cannot block.
  private static void turnAway(SocketChannel client) throws IOException {
    try (client) {
      client.configureBlocking(false);
      String line = Json.write(error("too many clients at once; try again")) + "\n";
      var _ = client.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void serve(SocketChannel client) {
    var done = new CountDownLatch(1);
    Thread.ofVirtual().name("control deadline").start(() -> closeUnless(done, client));
    try (client) {
      byte[] line = readLine(client);
      ByteBuffer answer =
          ByteBuffer.wrap((Json.write(answer(line)) + "\n").getBytes(StandardCharsets.UTF_8));
      while (answer.hasRemaining()) {
        client.write(answer);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a control client left early: " + e);
    } finally {
      done.countDown();
      clients.release();
    }
  }

  private void closeUnless(CountDownLatch done, SocketChannel client) {
    try {
      if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        client.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a control client: " + e);
    }
  }

  /** Up to the line end or the end; one octet more than allowed if it is too long. */
  private static byte[] readLine(SocketChannel client) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST_REQUEST + 1);
    while (buffer.hasRemaining()) {
      int from = buffer.position();
      if (client.read(buffer) < 0) {
        break;
      }
      for (int i = from; i < buffer.position(); i++) {
        if (buffer.get(i) == '\n') {
          buffer.position(i);
          return bytes(buffer);
        }
      }
    }
    return bytes(buffer);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private Map<String, @Nullable Object> answer(byte[] line) {
    if (line.length > LARGEST_REQUEST) {
      return error("the request is longer than " + LARGEST_REQUEST + " octets");
    }
    try {
      Map<String, @Nullable Object> request =
          Json.readMap(new String(line, StandardCharsets.UTF_8));
      Request handler = request.get("request") instanceof String word ? handlers.get(word) : null;
      if (handler == null) {
        return error("unknown request; known are: " + String.join(", ", handlers.keySet()));
      }
      var answer = new LinkedHashMap<String, @Nullable Object>();
      answer.put("ok", true);
      answer.putAll(handler.answer(request));
      return answer;
    } catch (BadJson | Request.Refused e) {
      return error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a control request failed by a fault of this program", e);
      return error("a fault of this program; the log has the details");
    }
  }

  private static Map<String, @Nullable Object> error(String why) {
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("ok", false);
    answer.put("error", why);
    return answer;
  }

  /** Answers no more, and removes the socket if it is still ours. */
  @Override
  public void close() {
    try {
      server.close();
      place.remove(identity);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "removing the control socket " + place + ": " + e);
    }
  }
}
