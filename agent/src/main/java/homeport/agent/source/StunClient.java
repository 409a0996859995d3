package homeport.agent.source;

import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import homeport.kit.StunMessage;
import homeport.kit.StunMessage.Transaction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Asks a STUN server where the question comes from (RFC 8489, 6.2.1 and 18.2: over UDP). */
public final class StunClient {
  /** Until the first repetition; doubled each time (RFC 8489, 6.2.1). */
  private static final Duration RTO = Duration.ofMillis(500);

  private static final int LARGEST = 1500;

  private final Datagrams datagrams;
  private final RandomGenerator random;
  private final Optional<String> software;

  /** What came of it. */
  public sealed interface Answer {

    /**
     * The server saw this.
     *
     * @param software what it calls itself
     */
    record Seen(IpAddress address, Optional<String> software) implements Answer {}

    /** It refused, or said nothing that can be understood. */
    record Useless(String why) implements Answer {}

    /** It was not reached, or did not answer. */
    record Silent(String why) implements Answer {}
  }

  /**
   * @param random cannot be foreseen: only who sees the question can forge an answer
   * @param software what we call ourselves; a homeport-server answers in kind
   */
  public StunClient(Datagrams datagrams, RandomGenerator random, Optional<String> software) {
    this.datagrams = datagrams;
    this.random = random;
    this.software = software;
  }

  /** Asks, and repeats itself as long as there is time. Blocks, no longer than the limit. */
  public Answer ask(IpAddress server, int port, Via via, Duration limit) {
    var request = StunMessage.request(Transaction.random(random), software);
    long start = System.nanoTime();
    try (DatagramSocket socket = datagrams.towards(server, via)) {
      socket.connect(new InetSocketAddress(server.toInetAddress(), port));
      byte[] wire = request.bytes();
      long end = start + limit.toNanos();
      long pause = RTO.toNanos();
      for (long next = start; next < end; pause *= 2) {
        socket.send(new DatagramPacket(wire, wire.length));
        next = Math.min(next + pause, end);
        Optional<Answer> answer = await(socket, request.id(), next);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      return new Answer.Silent("no answer within " + limit.toMillis() / 1000.0 + " s");
    } catch (IOException e) {
      return new Answer.Silent("could not be asked: " + e.getMessage());
    }
  }

  private static Optional<Answer> await(DatagramSocket socket, Transaction id, long until)
      throws IOException {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (true) {
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (left <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) left);
      packet.setLength(LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      // Anything but the answer to this very question is somebody else's doing, and passed over.
      Optional<Answer> answer =
          StunMessage.read(packet.getData(), packet.getLength())
              .filter(message -> message.id().equals(id))
              .flatMap(StunClient::read);
      if (answer.isPresent()) {
        return answer;
      }
    }
  }

  private static Optional<Answer> read(StunMessage message) {
    return switch (message.type()) {
      case REQUEST -> Optional.empty();
      case ERROR -> Optional.of(new Answer.Useless("it refused to answer"));
      case SUCCESS ->
          Optional.of(
              message.mapped().isPresent() && message.unknown().isEmpty()
                  ? new Answer.Seen(
                      IpAddress.of(message.mapped().get().getAddress()), message.software())
                  : new Answer.Useless("its answer has no address, or more than is understood"));
    };
  }
}
