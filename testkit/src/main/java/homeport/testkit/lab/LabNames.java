package homeport.testkit.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The resolver of the lab: knows the lab's names, and logs which address asked. */
final class LabNames {
  /** Its address is that of whoever asks. */
  private static final String MIRROR = "myip.test";

  private LabNames() {}

  static void start(String address) throws IOException {
    var socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 53));
    Thread.ofPlatform().daemon().start(() -> serve(socket));
  }

  private static void serve(DatagramSocket socket) {
    var buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        var at = System.nanoTime();
        var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        var question = query.getQuestion();
        if (question != null) {
          var answer = answer(query, packet.getAddress()).toWire();
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          var source = packet.getAddress().getHostAddress();
          var name = question.getName().toString(true);
          IO.println(
              "query\t%d\t%s\t%s\t%s".formatted(at, source, name, Type.string(question.getType())));
        }
      } catch (IOException e) {
        IO.println("query not answered: " + e.getMessage());
      }
    }
  }

  private static Message answer(Message query, InetAddress asking) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    var question = query.getQuestion();
    answer.addRecord(question, Section.QUESTION);
    var name = question.getName();
    var text = name.toString(true);
    var known = Topology.NAMES.getOrDefault(text, Topology.NOT_IN_HOSTS.get(text));
    if (known == null && !MIRROR.equals(text)) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
      return answer;
    }
    var address = known == null ? asking : InetAddress.ofLiteral(known);
    var four = address.getAddress().length == 4;
    if (question.getType() == (four ? Type.A : Type.AAAA)) {
      answer.addRecord(
          four
              ? new ARecord(name, DClass.IN, 1, address)
              : new AAAARecord(name, DClass.IN, 1, address),
          Section.ANSWER);
    }
    return answer;
  }
}
