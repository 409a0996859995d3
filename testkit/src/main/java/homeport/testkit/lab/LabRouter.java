package homeport.testkit.lab;

import homeport.testkit.FakeGateway;
import homeport.testkit.FakeMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;

/**
 * A router that speaks PCP, NAT-PMP and UPnP, in a namespace of the lab. Takes its outer address on
 * standard input, a line each; tells all on the link when it changed ({@code announce}), or only
 * who subscribed to its events ({@code event}), or nobody ({@code quiet}).
 */
final class LabRouter {
  private static final int MAPPING_PORT = 5351;
  private static final int ANNOUNCEMENT_PORT = 5350;
  private static final int SEARCH_PORT = 1900;
  private static final int WEB_PORT = 5000;

  private LabRouter() {}

  public static void main(String[] args) throws IOException {
    InetAddress self = InetAddress.getByName(args[0]);
    boolean maps = !"upnp".equals(args[1]);
    try (var mapper = new FakeMapper(new InetSocketAddress(self, MAPPING_PORT));
        var gateway = new FakeGateway(self, SEARCH_PORT, WEB_PORT);
        var socket = new MulticastSocket(new InetSocketAddress(self, 0))) {
      mapper.habit(maps ? FakeMapper.Habit.SPEAKS_BOTH : FakeMapper.Habit.SILENT);
      socket.setNetworkInterface(NetworkInterface.getByInetAddress(self));
      IO.println("ready");
      for (var line = IO.readln(); line != null; line = IO.readln()) {
        var words = line.split(" ", -1);
        mapper.external(words[1]);
        gateway.external(words[1]);
        if ("announce".equals(words[0])) {
          byte[] packet = mapper.announcement();
          var to = new InetSocketAddress("224.0.0.1", ANNOUNCEMENT_PORT);
          socket.send(new DatagramPacket(packet, packet.length, to));
        } else if ("event".equals(words[0])) {
          for (var each : gateway.subscribers().entrySet()) {
            IO.println("told: " + gateway.tell(self, each.getValue(), each.getKey(), 1));
          }
        }
        IO.println("has " + words[1]);
      }
    }
  }
}
