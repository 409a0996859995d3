package homeport.agent.transport;

import homeport.agent.uplink.Routes;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** Asks on a socket of its own, so that nothing runs between questions. */
final class DirectDns implements DnsClient {
  private static final int LARGEST_DATAGRAM = 4096;
  private static final int UDP_PAYLOAD = 1232; // fits everywhere without fragments

  private final Routes routes;

  DirectDns(Routes routes) {
    this.routes = routes;
  }

  @Override
  public DnsReply ask(DnsQuestion question, Via via) {
    long deadline = System.nanoTime() + question.timeout().toNanos();
    try {
      Message query = query(question);
      var server = new InetSocketAddress(question.server().toInetAddress(), question.port());
      Departure departure = Departure.to(server.getAddress(), via, routes);
      Message reply = overUdp(query, server, departure, deadline);
      if (reply.getHeader().getFlag(Flags.TC)) {
        reply = overTcp(query, server, via, deadline);
      }
      return DnsReplies.read(question, reply);
    } catch (SocketTimeoutException e) {
      return new DnsReply.Failed(false, "no reply within " + Exchange.seconds(question.timeout()));
    } catch (IOException e) {
      return new DnsReply.Failed(false, "could not be asked: " + e.getMessage());
    }
  }

  private static Message query(DnsQuestion question) throws TextParseException {
    Name name = Name.fromString(question.name().toString(), Name.root);
    int dclass = question.chaos() ? DClass.CH : DClass.IN;
    Message query = Message.newQuery(Record.newRecord(name, question.type().number(), dclass));
    if (!question.recurse()) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    query.addRecord(
        new org.xbill.DNS.OPTRecord(UDP_PAYLOAD, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
    return query;
  }

  private static Message overUdp(
      Message query, InetSocketAddress server, Departure departure, long deadline)
      throws IOException {
    try (DatagramSocket socket = Datagrams.open(departure)) {
      socket.connect(server); // replies from elsewhere do not reach us
      byte[] wire = query.toWire();
      socket.send(new DatagramPacket(wire, wire.length));
      var packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
      while (true) {
        socket.setSoTimeout(left(deadline));
        packet.setLength(LARGEST_DATAGRAM);
        socket.receive(packet);
        Optional<Message> reply = DnsReplies.parse(packet.getData(), packet.getLength(), query);
        if (reply.isPresent()) {
          return reply.get();
        }
      }
    }
  }

  private Message overTcp(Message query, InetSocketAddress server, Via via, long deadline)
      throws IOException {
    try (Socket socket = new DepartingSocket(via, routes, _ -> {})) {
      socket.connect(server, left(deadline));
      byte[] wire = query.toWire();
      byte[] framed = new byte[wire.length + 2]; // RFC 1035, 4.2.2: the length goes first
      framed[0] = (byte) (wire.length >> 8);
      framed[1] = (byte) wire.length;
      System.arraycopy(wire, 0, framed, 2, wire.length);
      socket.getOutputStream().write(framed);
      var in = new DataInputStream(new Deadline(socket, deadline));
      byte[] reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return DnsReplies.parse(reply, reply.length, query)
          .orElseThrow(() -> new IOException("the reply over TCP is not to the question"));
    }
  }

  static int left(long deadline) throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
