package homeport.server.nameserver;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The sockets of the name server: UDP and TCP on the same port of each address. */
final class Listeners implements AutoCloseable {
  /** Port 0 takes a free UDP port; somebody may hold the TCP port of the same number. */
  private static final int FREE_PORT_TRIES = 20;

  private final List<UdpListener> udp = new ArrayList<>();
  private final List<TcpListener> tcp = new ArrayList<>();
  private final LongAdder unsent = new LongAdder();
  private final Answering answering;
  private final NameServerLimits limits;
  private final ClientSlots slots;

  Listeners(Answering answering, NameServerLimits limits) {
    this.answering = answering;
    this.limits = limits;
    slots = new ClientSlots(limits.connections(), limits.connectionsPerClient());
  }

  /** Binds all or none, and starts to answer. */
  void start(List<InetSocketAddress> addresses) throws IOException {
    try {
      for (InetSocketAddress address : addresses) {
        bind(address, address.getPort() == 0 ? FREE_PORT_TRIES : 1);
      }
      for (UdpListener listener : udp) {
        listener.start();
      }
      tcp.forEach(TcpListener::start);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void bind(InetSocketAddress address, int tries) throws IOException {
    UdpListener udpListener =
        bound(address, "UDP", () -> new UdpListener(address, answering, unsent));
    InetSocketAddress local = udpListener.localAddress();
    try {
      tcp.add(bound(local, "TCP", () -> new TcpListener(local, answering, limits, slots)));
      udp.add(udpListener);
    } catch (IOException e) {
      udpListener.close();
      if (tries == 1) {
        throw e;
      }
      bind(address, tries - 1);
    }
  }

  private interface Binding<T> {
    T bind() throws IOException;
  }

  private static <T> T bound(InetSocketAddress address, String protocol, Binding<T> binding)
      throws IOException {
    try {
      return binding.bind();
    } catch (IOException e) {
      String where = address.getAddress().getHostAddress() + " port " + address.getPort();
      String remedy =
          address.getPort() != 0 && address.getPort() < 1024
              ? "; is another name server running there, and may this program use ports below 1024"
                  + " (CAP_NET_BIND_SERVICE)?"
              : "; is another program using it, and is the address this machine's own?";
      BindException told =
          new BindException(
              "cannot answer DNS over "
                  + protocol
                  + " on "
                  + where
                  + ": "
                  + e.getMessage()
                  + remedy);
      told.initCause(e);
      throw told;
    }
  }

  List<InetSocketAddress> localAddresses() {
    return tcp.stream().map(TcpListener::localAddress).toList();
  }

  int openConnections() {
    return slots.open();
  }

  /** Answers over UDP that the system refused to send. */
  long unsent() {
    return unsent.sum();
  }

  @Override
  public void close() throws IOException {
    for (UdpListener listener : udp) {
      listener.close();
    }
    for (TcpListener listener : tcp) {
      listener.close();
    }
  }
}
