package homeport.agent.source;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Sends a datagram again until somebody answers: after 250 ms, and each time after twice that. */
final class Insistence {
  private static final int LARGEST = 1100; // RFC 6887, 7: no message is longer

  // RFC 6886, 3.1. PCP wants to begin with 3 s, for servers that may be far away; a gateway is on
  // the same link, and it is the same machine that answers NAT-PMP.
  private static final Duration FIRST = Duration.ofMillis(250);

  private Insistence() {}

  /**
   * Asks.
   *
   * @param socket connected, so that only the peer is heard
   * @param reading nothing for a datagram that is no answer to this question
   * @param patience for all of it
   * @return nothing if nobody answered in time
   * @throws IOException if nobody can: the peer's kernel says that nobody listens, there is no way
   */
  static <T> Optional<T> ask(
      DatagramSocket socket,
      byte[] question,
      Function<byte[], Optional<T>> reading,
      Duration patience)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    Duration wait = FIRST;
    while (System.nanoTime() - end < 0) {
      socket.send(new DatagramPacket(question, question.length));
      long next = Math.min(end - System.nanoTime(), wait.toNanos());
      Optional<T> answer = hear(socket, reading, System.nanoTime() + next);
      if (answer.isPresent()) {
        return answer;
      }
      wait = wait.multipliedBy(2);
    }
    return Optional.empty();
  }

  private static <T> Optional<T> hear(
      DatagramSocket socket, Function<byte[], Optional<T>> reading, long until) throws IOException {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (true) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      // Rounded up: in the last fraction of a millisecond the question would be sent over and over.
      socket.setSoTimeout((int) Duration.ofNanos(left + 999_999).toMillis());
      packet.setLength(LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      Optional<T> answer = reading.apply(Arrays.copyOf(packet.getData(), packet.getLength()));
      if (answer.isPresent()) {
        return answer;
      }
    }
  }
}
