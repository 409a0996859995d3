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
      case Departure.Bound bound -> {
        var socket = new DatagramSocket(bound.address());
        try {
          bound.tie(
              new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()),
              SocketDevice.Type.DATAGRAM);
          yield socket;
        } catch (IOException e) {
          socket.close();
          throw e;
        }
      }
    };
  }
}
