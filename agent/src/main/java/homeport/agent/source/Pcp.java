package homeport.agent.source;

import homeport.agent.source.MappingReply.External;
import homeport.agent.source.MappingReply.OtherVersion;
import homeport.agent.source.MappingReply.Refused;
import homeport.dns.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * PCP (RFC 6887) has no question for the outer address, but every mapping tells it: so a mapping of
 * a port of our own is asked for, and given back.
 *
 * <pre>
 *   header   version 2 | R, opcode | reserved | result | lifetime 4 | ...             (7.1, 7.2)
 *              question: ... our address 16
 *              answer:   ... seconds since start 4 | reserved 12
 *   mapping  nonce 12 | protocol | reserved 3 | our port 2 | outer port 2 | outer address 16 (11.1)
 * </pre>
 */
final class Pcp {
  /** The least that a router has to grant (15). */
  private static final int LIFETIME_SECONDS = 120;

  private static final int VERSION = 2;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80;
  private static final int UDP = 17;
  private static final int HEADER = 24;
  private static final int WHOLE = 60;
  private static final int UNSUPPORTED_VERSION = 1;

  private final byte[] nonce;
  private final IpAddress client;
  private final int port;

  /**
   * About one mapping.
   *
   * @param nonce 12 octets that nobody can guess; whoever knows them owns the mapping
   * @param client the address that the question comes from
   * @param port our own UDP port
   */
  Pcp(byte[] nonce, IpAddress client, int port) {
    this.nonce = nonce.clone();
    this.client = client;
    this.port = port;
  }

  /** Asks for the mapping. */
  byte[] question() {
    return message(LIFETIME_SECONDS);
  }

  /** Gives it back: the same with no lifetime (15.1). */
  byte[] release() {
    return message(0);
  }

  private byte[] message(int lifetime) {
    return ByteBuffer.allocate(WHOLE)
        .put((byte) VERSION)
        .put((byte) MAP)
        .putShort((short) 0)
        .putInt(lifetime)
        .put(mapped(client))
        .put(nonce)
        .put((byte) UDP)
        .put(new byte[3])
        .putShort((short) port)
        .putShort((short) 0)
        .put(mapped(IpAddress.of("0.0.0.0")))
        .array();
  }

  // 5: IPv4 addresses go as ::ffff:a.b.c.d
  private static byte[] mapped(IpAddress ipv4) {
    return ByteBuffer.allocate(16)
        .putShort(10, (short) 0xffff)
        .put(12, ipv4.toInetAddress().getAddress())
        .array();
  }

  /** The answer to this question; nothing if it is to another one, or none. */
  Optional<MappingReply> read(byte[] packet) {
    if (packet.length < 4 || (packet[1] & ANSWER) == 0) {
      return Optional.empty();
    }
    int version = packet[0] & 0xff;
    // NAT-PMP has its result in two octets, the first of which is where PCP has a reserved one.
    if (version != VERSION) {
      return packet[3] == UNSUPPORTED_VERSION
          ? Optional.of(new OtherVersion(version))
          : Optional.empty();
    }
    int result = packet[3] & 0xff;
    boolean whole = packet.length >= WHOLE && packet.length % 4 == 0;
    if ((packet[1] & 0x7f) != MAP || (whole ? !isOurs(packet) : result == 0)) {
      return Optional.empty();
    }
    if (result != 0) {
      return Optional.of(new Refused(words(result)));
    }
    IpAddress outer = IpAddress.of(Arrays.copyOfRange(packet, 44, WHOLE)).unmapped();
    return Optional.of(new External(outer, epoch(packet)));
  }

  private boolean isOurs(byte[] packet) {
    return Arrays.equals(packet, HEADER, HEADER + 12, nonce, 0, 12)
        && packet[36] == UDP
        && (ByteBuffer.wrap(packet).getShort(40) & 0xffff) == port;
  }

  /** The seconds since start of an announcement (14.1); nothing if it is none. */
  static Optional<Long> announced(byte[] packet) {
    boolean is =
        packet.length >= HEADER
            && packet[0] == VERSION
            && (packet[1] & 0xff) == ANSWER
            && packet[3] == 0;
    return is ? Optional.of(epoch(packet)) : Optional.empty();
  }

  private static long epoch(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(8) & 0xffff_ffffL;
  }

  // 7.4
  private static String words(int result) {
    return switch (result) {
      case 1 -> "it speaks another version";
      case 2 -> "it is told not to map ports";
      case 3, 5, 6 -> "it does not understand the question";
      case 4 -> "it does not map ports";
      case 7 -> "it has no address itself";
      case 8, 10 -> "it has no room left";
      case 9 -> "it does not map UDP";
      case 11 -> "it cannot provide an outer address";
      case 12 -> "another translation stands between this machine and it";
      case 13 -> "it allows no more peers";
      default -> "result " + result;
    };
  }

  /** Without the nonce, which is a secret. */
  @Override
  public String toString() {
    return "PCP mapping of port " + port;
  }
}
