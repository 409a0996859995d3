package homeport.agent.source;

import homeport.agent.source.MappingReply.External;
import homeport.agent.source.MappingReply.Refused;
import homeport.dns.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The question of NAT-PMP (RFC 6886, 3.2) for the outer address, and its answer.
 *
 * <pre>
 *   question   version 0 | opcode 0
 *   answer     version 0 | opcode 128 | result 2 | seconds since start 4 | IPv4 address 4
 * </pre>
 */
final class NatPmp {
  private static final int VERSION = 0;
  private static final int ANSWER = 128;
  private static final int SHORTEST = 4;
  private static final int WHOLE = 12;

  private NatPmp() {}

  static byte[] question() {
    return new byte[] {VERSION, 0};
  }

  /** An answer, or an announcement, which looks the same; nothing if it is neither. */
  static Optional<MappingReply> read(byte[] packet) {
    if (packet.length < SHORTEST || packet[0] != VERSION || (packet[1] & 0xff) != ANSWER) {
      return Optional.empty();
    }
    int result = ByteBuffer.wrap(packet).getShort(2) & 0xffff;
    if (result != 0) {
      return Optional.of(new Refused(words(result)));
    }
    if (packet.length < WHOLE) {
      return Optional.empty();
    }
    long epoch = ByteBuffer.wrap(packet).getInt(4) & 0xffff_ffffL;
    return Optional.of(
        new External(IpAddress.of(Arrays.copyOfRange(packet, WHOLE - 4, WHOLE)), epoch));
  }

  // RFC 6886, 3.5
  private static String words(int result) {
    return switch (result) {
      case 1 -> "it speaks another version";
      case 2 -> "it is told not to answer";
      case 3 -> "it has no address itself";
      case 4 -> "it has no room left";
      case 5 -> "it does not know the question";
      default -> "result " + result;
    };
  }
}
