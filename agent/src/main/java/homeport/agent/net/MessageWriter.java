package homeport.agent.net;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.nio.ByteBuffer;

/**
 * Writes requests to the kernel. A message is a header of 16 octets, a fixed part, and attributes
 * (length, type, value, padded to 4):
 *
 * <pre>
 *  0               4       6       8               12              16
 *  | length        | type  | flags | sequence      | port          | fixed part | attributes
 * </pre>
 */
final class MessageWriter {
  private MessageWriter() {}

  /** Asks for all links, without their counters. Returns the message's length. */
  static int links(ByteBuffer buffer, int sequence) {
    begin(buffer, Rtnetlink.RTM_GETLINK, Rtnetlink.NLM_F_DUMP, sequence);
    fixed(buffer, 16); // struct ifinfomsg, all of it 0
    attribute(buffer, Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    return end(buffer);
  }

  /** Asks for all addresses of both families. Returns the message's length. */
  static int addresses(ByteBuffer buffer, int sequence) {
    begin(buffer, Rtnetlink.RTM_GETADDR, Rtnetlink.NLM_F_DUMP, sequence);
    fixed(buffer, 8); // struct ifaddrmsg, all of it 0
    return end(buffer);
  }

  /**
   * Asks for all routes that lead somewhere, of every table. The kernel leaves the others out if
   * the socket checks strictly; there is no filter for default routes. Returns the message's
   * length.
   */
  static int routes(Kernel kernel, ByteBuffer buffer, int sequence, AddressFamily family) {
    begin(buffer, Rtnetlink.RTM_GETROUTE, Rtnetlink.NLM_F_DUMP, sequence);
    buffer.put((byte) number(kernel, family));
    fixed(buffer, 6); // struct rtmsg up to its type
    buffer.put((byte) Rtnetlink.RTN_UNICAST);
    buffer.putInt(0);
    return end(buffer);
  }

  /** Asks for the machines on all links, of both families. Returns the message's length. */
  static int neighbours(ByteBuffer buffer, int sequence) {
    begin(buffer, Rtnetlink.RTM_GETNEIGH, Rtnetlink.NLM_F_DUMP, sequence);
    fixed(buffer, 12); // struct ndmsg, all of it 0
    return end(buffer);
  }

  /** Asks for a route. Returns the message's length. */
  static int route(Kernel kernel, ByteBuffer buffer, int sequence, RouteQuestion question) {
    begin(buffer, Rtnetlink.RTM_GETROUTE, 0, sequence);
    // struct rtmsg: family, destination's length, source's length, tos, table, protocol, scope,
    // type, flags (4 octets)
    IpAddress destination = question.destination();
    int bits = destination.family().bytes() * 8;
    buffer.put((byte) number(kernel, destination.family()));
    buffer.put((byte) bits);
    buffer.put((byte) (question.source().isPresent() ? bits : 0));
    fixed(buffer, 5);
    buffer.putInt(question.entry() ? Rtnetlink.RTM_F_FIB_MATCH : 0);
    attribute(buffer, Rtnetlink.RTA_DST, destination.octets());
    if (question.source().isPresent()) {
      attribute(buffer, Rtnetlink.RTA_SRC, question.source().get().octets());
    }
    if (question.interfaceIndex() != 0) {
      attribute(buffer, Rtnetlink.RTA_OIF, question.interfaceIndex());
    }
    return end(buffer);
  }

  private static int number(Kernel kernel, AddressFamily family) {
    return family == AddressFamily.IPV4 ? Rtnetlink.AF_INET : kernel.ipv6();
  }

  private static void begin(ByteBuffer buffer, int type, int flags, int sequence) {
    buffer.clear();
    buffer.putInt(0); // the length, known at the end
    buffer.putShort((short) type);
    buffer.putShort((short) (flags | Rtnetlink.NLM_F_REQUEST));
    buffer.putInt(sequence);
    buffer.putInt(0); // the kernel
  }

  private static void fixed(ByteBuffer buffer, int octets) {
    for (int i = 0; i < octets; i++) {
      buffer.put((byte) 0);
    }
  }

  // Every value here is 4 or 16 octets, so nothing needs padding.
  private static void attribute(ByteBuffer buffer, int type, byte[] value) {
    buffer.putShort((short) (4 + value.length));
    buffer.putShort((short) type);
    buffer.put(value);
  }

  private static void attribute(ByteBuffer buffer, int type, int value) {
    buffer.putShort((short) 8);
    buffer.putShort((short) type);
    buffer.putInt(value);
  }

  private static int end(ByteBuffer buffer) {
    int length = buffer.position();
    buffer.putInt(0, length);
    return length;
  }
}
