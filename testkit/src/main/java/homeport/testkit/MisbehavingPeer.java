package homeport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A web server on loopback that answers as it was told, however bad that is. */
public final class MisbehavingPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Manner manner;
  private final Optional<SSLContext> tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> callers = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private MisbehavingPeer(Manner manner, Optional<SSLContext> tls) throws IOException {
    this.manner = manner;
    this.tls = tls;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** Speaks plain HTTP. */
  public static MisbehavingPeer plain(Manner manner) {
    return start(manner, Optional.empty());
  }

  /** Speaks HTTPS with the context's certificate. */
  public static MisbehavingPeer tls(Manner manner, SSLContext context) {
    return start(manner, Optional.of(context));
  }

  private static MisbehavingPeer start(Manner manner, Optional<SSLContext> tls) {
    try {
      return new MisbehavingPeer(manner, tls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        callers.add((InetSocketAddress) socket.getRemoteSocketAddress());
        open.add(socket);
        Thread.ofVirtual().start(() -> treat(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void treat(Socket plain) {
    try (plain) {
      plain.setTcpNoDelay(true);
      Socket socket = manner.beforeTls(plain) && tls.isPresent() ? encrypted(plain) : plain;
      String request = manner.readsRequest() ? head(socket.getInputStream()) : "";
      if (!request.isEmpty()) {
        requests.add(request);
      }
      manner.answer(request, socket, server.getLocalPort());
    } catch (IOException e) {
      // The other side had enough; that is what many of these manners are for.
      open.remove(plain);
    }
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  /** A request's head, up to the empty line. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** The heads of all requests that came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Who connected, in order. */
  public List<InetSocketAddress> callers() {
    return List.copyOf(callers);
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** A whole answer. */
  public static Manner answers(int status, String body) {
    return Manner.after(
        (_, out, _) ->
            out.write(
                ("HTTP/1.1 "
                        + status
                        + " X\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** These octets, and the end of the connection. */
  public static Manner says(String raw) {
    return Manner.after((_, out, _) -> out.write(raw.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
