package homeport.agent.transport;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Routes;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Asks a name server for the servers of the root, which every resolver knows by heart. Whatever it
 * answers, a refusal too, is a sign of life; that its port is closed is not, since any machine on
 * the way may say so.
 */
record DnsProber(Routes routes, int port) implements Prober {
  private static final int LARGEST_DATAGRAM = 1500;

  @Override
  public Probe probe(Uplink uplink, IpAddress host, Duration timeout) {
    long start = System.nanoTime();
    Message query = Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN));
    try (DatagramSocket socket = new Datagrams(routes).towards(host, Via.of(uplink))) {
      socket.connect(new InetSocketAddress(host.toInetAddress(), port));
      byte[] wire = query.toWire();
      socket.send(new DatagramPacket(wire, wire.length));
      var packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
      do {
        socket.setSoTimeout(DirectDns.left(start + timeout.toNanos()));
        packet.setLength(LARGEST_DATAGRAM);
        socket.receive(packet);
      } while (DnsReplies.parse(packet.getData(), packet.getLength(), query).isEmpty());
      return new Probe.Answered(Duration.ofNanos(System.nanoTime() - start));
    } catch (SocketTimeoutException e) {
      return new Probe.Silent(
          "no reply from " + host + " port " + port + " within " + Exchange.seconds(timeout));
    } catch (IOException e) {
      return new Probe.Silent(host + ": " + e.getMessage());
    }
  }
}
