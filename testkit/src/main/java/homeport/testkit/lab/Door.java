package homeport.testkit.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A listening port of a lab service. It can be shut (refused) and opened again. */
final class Door {
  /** Answers one request, or not. */
  interface Service {
    /** Returns whether the connection may live on. */
    boolean serve(Request request, Wire wire) throws IOException, InterruptedException;
  }

  /**
   * A connection.
   *
   * @param raw the TCP connection: closed without a word of TLS, or reset
   * @param talk where bytes are read and written: over TLS, or the same
   */
  record Wire(Socket raw, Socket talk) {}

  private static final int BACKLOG = 512;

  private final InetAddress address;
  private final int port;
  private final @Nullable SSLContext tls;
  private final AtomicInteger connections;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listening;

  /**
   * @param tls TLS 1.3 with this certificate; without it plain HTTP
   * @param connections the counter that numbers connections
   */
  Door(
      String address,
      int port,
      @Nullable SSLContext tls,
      AtomicInteger connections,
      Service service) {
    this.address = InetAddress.ofLiteral(address);
    this.port = port;
    this.tls = tls;
    this.connections = connections;
    this.service = service;
  }

  synchronized void open() throws IOException {
    if (listening != null) {
      return;
    }
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, port), BACKLOG);
    listening = socket;
    Thread.ofPlatform().daemon().start(() -> accept(socket));
  }

  synchronized void shut() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
    for (var socket : open) {
      socket.close();
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        var accepted = System.nanoTime();
        Thread.ofVirtual().start(() -> serve(client, accepted));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          IO.println("accept failed: " + e.getMessage());
        }
      }
    }
  }

  private void serve(Socket client, long accepted) {
    open.add(client);
    try (client) {
      client.setTcpNoDelay(true);
      var wire = new Wire(client, tls == null ? client : handshake(tls, client));
      var handshaken = tls == null ? accepted : System.nanoTime();
      var in = new BufferedInputStream(wire.talk().getInputStream());
      var number = connections.incrementAndGet();
      for (var more = true; more; ) {
        var head = Exchange.head(in);
        if (head == null) {
          return;
        }
        var request =
            new Request(
                number,
                accepted,
                handshaken,
                System.nanoTime(),
                client.getInetAddress().getHostAddress(),
                tls == null ? "http" : "https",
                head.getOrDefault("", ""),
                head.getOrDefault("user-agent", ""),
                head.getOrDefault("authorization", ""));
        more = service.serve(request, wire) && !"close".equals(head.get("connection"));
      }
    } catch (IOException e) {
      IO.println("connection ended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static Socket handshake(SSLContext tls, Socket raw) throws IOException {
    var secure = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
    secure.setUseClientMode(false);
    secure.setEnabledProtocols(new String[] {"TLSv1.3"});
    secure.startHandshake();
    return secure;
  }
}
