package homeport.kit;

import static homeport.kit.StunFormat.COOKIE;
import static homeport.kit.StunFormat.HEADER;

import homeport.kit.StunMessage.Transaction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a STUN message. */
final class StunWriter {
  private static final int LARGEST = 548; // RFC 8489, 6.1: what every IPv4 path takes whole
  private static final int UNKNOWN_ATTRIBUTE = 4 << 8 | 20; // 420: class and number

  private StunWriter() {}

  static byte[] bytes(StunMessage message) {
    ByteBuffer out = ByteBuffer.allocate(LARGEST);
    out.putShort((short) message.type().number).putShort((short) 0).putInt(COOKIE);
    out.putInt(message.id().first()).putLong(message.id().rest());
    message.mapped().ifPresent(mapped -> mapped(out, mapped, message.id()));
    if (message.type() == StunMessage.Type.ERROR) {
      error(out, message.unknown());
    }
    message.software().ifPresent(text -> software(out, text));
    out.putShort(2, (short) (out.position() - HEADER));
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void mapped(ByteBuffer out, InetSocketAddress mapped, Transaction id) {
    byte[] address = mapped.getAddress().getAddress();
    mask(address, id);
    out.putShort((short) StunFormat.XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
    out.putShort((short) (address.length == 4 ? StunFormat.IPV4 : StunFormat.IPV6));
    out.putShort((short) (mapped.getPort() ^ (COOKIE >>> 16)));
    out.put(address);
  }

  private static void error(ByteBuffer out, List<Integer> unknown) {
    out.putShort((short) StunFormat.ERROR_CODE).putShort((short) 4).putInt(UNKNOWN_ATTRIBUTE);
    out.putShort((short) StunFormat.UNKNOWN_ATTRIBUTES).putShort((short) (2 * unknown.size()));
    unknown.forEach(type -> out.putShort(type.shortValue()));
    pad(out);
  }

  private static void software(ByteBuffer out, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    out.putShort((short) StunFormat.SOFTWARE).putShort((short) octets.length).put(octets);
    pad(out);
  }

  private static void pad(ByteBuffer out) {
    while (out.position() % 4 != 0) {
      out.put((byte) 0);
    }
  }

  /** Masks an address, or unmasks it: by the cookie, then by the transaction id. */
  static void mask(byte[] address, Transaction id) {
    byte[] mask =
        ByteBuffer.allocate(16).putInt(COOKIE).putInt(id.first()).putLong(id.rest()).array();
    for (int i = 0; i < address.length; i++) {
      address[i] ^= mask[i];
    }
  }
}
