package homeport.server.nameserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.LongAdder;

/** One UDP socket and the thread that answers on it; no lock, log or disk on this way. */
final class UdpListener implements AutoCloseable {
  /** Longest datagram looked at; what is cut off here is answered as malformed. */
  private static final int MAX_QUERY = 4096;

  private static final int RECEIVE_BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final Answering answering;
  private final LongAdder unsent;

  UdpListener(InetSocketAddress address, Answering answering, LongAdder unsent) throws IOException {
    this.answering = answering;
    this.unsent = unsent;
    channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  InetSocketAddress localAddress() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  void start() throws IOException {
    Thread.ofPlatform().daemon().name("dns-udp " + localAddress()).start(this::serve);
  }

  private void serve() {
    ByteBuffer query = ByteBuffer.allocateDirect(MAX_QUERY);
    while (channel.isOpen()) {
      try {
        query.clear();
        SocketAddress client = channel.receive(query);
        byte[] octets = new byte[query.flip().remaining()];
        query.get(octets);
        byte[] answer = answering.answer(octets, false);
        if (client != null && answer != null) {
          channel.send(ByteBuffer.wrap(answer), client);
        }
      } catch (ClosedChannelException _) { // close() was called
        return;
      } catch (IOException e) {
        // One client's way back is gone (no route, a firewall, port 0): the next one is waiting.
        unsent.increment();
      } catch (IllegalArgumentException e) {
        // a source address that nothing can be sent to
        unsent.increment();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
