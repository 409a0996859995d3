package homeport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A UDP server on loopback that answers each datagram with as many as it was told, or with none.
 */
public final class DatagramPeer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Manner manner;
  private final List<byte[]> received = new CopyOnWriteArrayList<>();

  /** What it sends back. */
  public interface Manner {
    /**
     * The answers to one datagram.
     *
     * @param question as it came
     * @param from who asked
     */
    List<byte[]> answers(byte[] question, InetSocketAddress from) throws IOException;
  }

  /** Begins to answer, on a port of its own. */
  public DatagramPeer(Manner manner) {
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.manner = manner;
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[65536], 65536);
    while (!socket.isClosed()) {
      try {
        packet.setLength(65536);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        received.add(question);
        for (byte[] answer :
            manner.answers(question, (InetSocketAddress) packet.getSocketAddress())) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** The port that it listens on. */
  public int port() {
    return socket.getLocalPort();
  }

  /** What came, in order. */
  public List<byte[]> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    socket.close();
  }
}
