package homeport.server.stun;

import homeport.kit.StunMessage;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What is answered to a datagram. The answer is at most 16 octets longer than a request that is as
 * short as can be, and hardly longer than that of an agent: whoever forges the sender of a request
 * wins nothing by it.
 */
final class Answers {
  private static final int LISTED = 4; // attributes that are named as unknown

  private final Optional<String> software;

  Answers(String software) {
    this.software = Optional.of(software);
  }

  /** The answer; none to what is not a well-formed request. */
  Optional<byte[]> to(byte[] datagram, int length, InetSocketAddress from) {
    return StunMessage.read(datagram, length)
        .filter(message -> message.type() == StunMessage.Type.REQUEST)
        .map(request -> answer(request, from).bytes());
  }

  private StunMessage answer(StunMessage request, InetSocketAddress from) {
    return request.unknown().isEmpty()
        ? StunMessage.success(
            // Who introduces himself is told who answers.
            request.id(), from, request.software().isPresent() ? software : Optional.empty())
        : StunMessage.unknownAttributes(
            request.id(), request.unknown().stream().limit(LISTED).toList());
  }
}
