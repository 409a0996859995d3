package homeport.kit;

import java.util.zip.CRC32;

/**
 * The numbers of STUN's wire format (RFC 8489, 5 and 14).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |0 0|     message type (14)     |   length without this header  |
 * |                     magic cookie 0x2112A442                   |
 * |                     transaction id (96 bits)                  |
 * </pre>
 */
final class StunFormat {
  static final int HEADER = 20;
  static final int COOKIE = 0x2112A442;

  static final int MAPPED_ADDRESS = 0x0001;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
  static final int XOR_MAPPED_ADDRESS = 0x0020;

  /** The same, in servers that were written after a draft. */
  static final int XOR_MAPPED_ADDRESS_OF_DRAFTS = 0x8020;

  static final int SOFTWARE = 0x8022;
  static final int FINGERPRINT = 0x8028;

  /** Types from here on may be passed over by who does not know them. */
  static final int OPTIONAL = 0x8000;

  static final int IPV4 = 1;
  static final int IPV6 = 2;

  private static final int FINGERPRINT_MASK = 0x5354554E; // "STUN"

  private StunFormat() {}

  /** What FINGERPRINT says of the octets before it (RFC 8489, 14.7). */
  static int fingerprint(byte[] data, int length) {
    var crc = new CRC32();
    crc.update(data, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_MASK;
  }
}
