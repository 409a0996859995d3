package homeport.server.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** One UDP socket and the thread that answers on it. */
final class StunListener implements AutoCloseable {
  /** Nobody asks at greater length (RFC 8489, 6.1). */
  private static final int LARGEST = 1500;

  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final Answers answers;
  private final PerSource rate = new PerSource();

  StunListener(InetSocketAddress address, Answers answers) throws IOException {
    this.answers = answers;
    channel = DatagramChannel.open();
    try {
      channel.bind(address);
      local = (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  InetSocketAddress localAddress() {
    return local;
  }

  void start() {
    Thread.ofPlatform().daemon().name("stun " + local).start(this::serve);
  }

  private void serve() {
    byte[] datagram = new byte[LARGEST];
    while (channel.isOpen()) {
      try {
        ByteBuffer in = ByteBuffer.wrap(datagram);
        if (channel.receive(in) instanceof InetSocketAddress from
            && rate.allows(from.getAddress(), System.nanoTime())) {
          Optional<byte[]> answer = answers.to(datagram, in.position(), from);
          if (answer.isPresent()) {
            channel.send(ByteBuffer.wrap(answer.get()), from);
          }
        }
      } catch (ClosedChannelException _) { // close() was called
        return;
      } catch (IOException | IllegalArgumentException e) {
        // One client's way back is gone (no route, a firewall, port 0): the next one is waiting.
        rate.lost();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
