package homeport.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a name server for one A record about a thousand times a second, and prints each new answer
 * with the {@code nanoTime} of its arrival: {@code answer NANOS ADDRESS}.
 */
public final class AnswerWatch {
  private static final long PAUSE = 700_000;
  private static final int HEADER = 12;

  private AnswerWatch() {}

  /** Runs until it is killed; arguments are the server's address and the name. */
  public static void main(String[] args) throws IOException {
    var query = query(args[1]);
    var last = "";
    try (var socket = new DatagramSocket()) {
      socket.connect(InetAddress.ofLiteral(args[0]), 53);
      socket.setSoTimeout(1000);
      var packet = new DatagramPacket(new byte[1500], 1500);
      for (short id = 0; ; id++) {
        ByteBuffer.wrap(query).putShort(0, id);
        socket.send(new DatagramPacket(query, query.length));
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException e) {
          IO.println("no answer within a second");
          continue;
        }
        var at = System.nanoTime();
        var address = address(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), query);
        if (!address.equals(last)) {
          IO.println("answer " + at + " " + address);
          last = address;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private static byte[] query(String name) {
    var out = new ByteArrayOutputStream();
    // ID 0; flags: none, not even recursion desired; one question
    out.writeBytes(new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (var label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1}); // root, type A, class IN
    return out.toByteArray();
  }

  /** The first record of the answer, whose name is a pointer to the question (RFC 1035, 4.1.4). */
  private static String address(ByteBuffer answer, byte[] query) throws IOException {
    if (answer.limit() < HEADER || answer.getShort(6) == 0) {
      return "none";
    }
    // pointer 2, type 2, class 2, TTL 4, length 2
    var data = query.length + 12;
    var address = new byte[4];
    answer.get(data, address);
    return InetAddress.getByAddress(address).getHostAddress();
  }
}
