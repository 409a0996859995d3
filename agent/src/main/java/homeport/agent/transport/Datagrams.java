package homeport.agent.transport;

import homeport.agent.net.SocketDevice;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Opens UDP sockets that leave from the uplink that they are told. */
public final class Datagrams {
  private final Routes routes;

  Datagrams(Routes routes) {
    this.routes = routes;
  }

  /**
   * A socket for datagrams to one destination, bound and not connected; the caller closes it.
   *
   * @param destination whose way decides; other machines on the same link can be reached as well
   * @throws IOException if the uplink is required and datagrams would leave another way
   */
  public DatagramSocket towards(IpAddress destination, Via via) throws IOException {
    return open(Departure.to(destination.toInetAddress(), via, routes));
  }

  static DatagramSocket open(Departure departure) throws IOException {
    return switch (departure) {
      case Departure.Free() -> new DatagramSocket();
      case Departure.Bound bound ->
          with(
              new DatagramSocket(bound.address()),
              local -> bound.tie(local, SocketDevice.Type.DATAGRAM));
      case Departure.Marked marked ->
          with(new DatagramSocket(), local -> marked.set(local, SocketDevice.Type.DATAGRAM));
    };
  }

  private interface Setting {
    void apply(InetSocketAddress local) throws IOException;
  }

  private static DatagramSocket with(DatagramSocket socket, Setting setting) throws IOException {
    try {
      setting.apply(new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
