package homeport.server.nameserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One TCP socket, a virtual thread a client, and the thread that ends those who are too slow. */
final class TcpListener implements AutoCloseable {
  private static final Duration FAILED_ACCEPT_PAUSE = Duration.ofMillis(50);

  private final ServerSocket listener;
  private final Answering answering;
  private final NameServerLimits limits;
  private final ClientSlots slots;
  private final Set<TcpClient> clients = ConcurrentHashMap.newKeySet();

  TcpListener(
      InetSocketAddress address, Answering answering, NameServerLimits limits, ClientSlots slots)
      throws IOException {
    this.answering = answering;
    this.limits = limits;
    this.slots = slots;
    listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, 512);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  InetSocketAddress localAddress() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  void start() {
    Thread.ofPlatform().daemon().name("dns-tcp " + localAddress()).start(this::accept);
    Thread.ofPlatform().daemon().name("dns-tcp-limits " + localAddress()).start(this::endSlow);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        // Out of descriptors, or the client left already; without a pause this could spin.
        LockSupport.parkNanos(FAILED_ACCEPT_PAUSE.toNanos());
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    if (!slots.take(socket.getInetAddress())) {
      socket.close();
      return;
    }
    TcpClient client = new TcpClient(socket, answering, limits);
    clients.add(client);
    Thread.ofVirtual().start(() -> serve(client));
    if (listener.isClosed()) {
      client.end();
    }
  }

  private void serve(TcpClient client) {
    try {
      client.serve();
    } finally {
      client.end();
      clients.remove(client);
      slots.release(client.address());
    }
  }

  private void endSlow() {
    long period = Math.min(limits.idle().toNanos(), limits.message().toNanos()) / 4;
    while (!listener.isClosed()) {
      LockSupport.parkNanos(period);
      long now = System.nanoTime();
      for (TcpClient client : clients) {
        if (client.isLate(now)) {
          client.end();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    clients.forEach(TcpClient::end);
  }
}
