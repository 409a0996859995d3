package homeport.agent.transport;

import homeport.agent.net.SocketDevice;
import homeport.agent.uplink.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/** A TCP socket that chooses its source when it learns its destination. */
final class DepartingSocket extends Socket {
  private final Via via;
  private final Routes routes;
  private final Consumer<InetAddress> leftFrom;

  /** Hears from which address it left. */
  DepartingSocket(Via via, Routes routes, Consumer<InetAddress> leftFrom) {
    this.via = via;
    this.routes = routes;
    this.leftFrom = leftFrom;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (!(endpoint instanceof InetSocketAddress remote) || remote.isUnresolved()) {
      throw new IOException("no address to connect to");
    }
    switch (Departure.to(remote.getAddress(), via, routes)) {
      case Departure.Free() -> {}
      case Departure.Marked marked -> {
        bind(new InetSocketAddress(0));
        marked.set(
            new InetSocketAddress(getLocalAddress(), getLocalPort()), SocketDevice.Type.STREAM);
      }
      case Departure.Bound bound -> {
        bind(bound.address());
        leftFrom.accept(getLocalAddress());
        bound.tie(
            new InetSocketAddress(getLocalAddress(), getLocalPort()), SocketDevice.Type.STREAM);
      }
    }
    // Without it the second small packet of a request waits 40 ms for the first one's receipt.
    setTcpNoDelay(true);
    super.connect(endpoint, timeout);
    leftFrom.accept(getLocalAddress());
  }

  /** Makes such sockets. */
  static final class Factory extends SocketFactory {
    private final Via via;
    private final Routes routes;
    private final Consumer<InetAddress> leftFrom;

    Factory(Via via, Routes routes, Consumer<InetAddress> leftFrom) {
      this.via = via;
      this.routes = routes;
      this.leftFrom = leftFrom;
    }

    @Override
    public Socket createSocket() {
      return new DepartingSocket(via, routes, leftFrom);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      Socket socket = createSocket();
      socket.connect(new InetSocketAddress(host, port));
      return socket;
    }

    // The source is the uplink's, whatever is asked for here.
    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return createSocket(host, port);
    }
  }
}
