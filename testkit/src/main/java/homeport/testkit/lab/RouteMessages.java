package homeport.testkit.lab;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The requests of the lab's hand, in the bytes of rtnetlink(7). */
final class RouteMessages {
  private static final short RTM_NEWADDR = 20;
  private static final short RTM_DELADDR = 21;
  private static final short RTM_NEWROUTE = 24;

  // NLM_F_REQUEST, ACK, and for new things CREATE, with REPLACE for routes
  private static final short DELETE = 0x001 | 0x004;
  private static final short CREATE = 0x001 | 0x004 | 0x400;
  private static final short REPLACE = CREATE | 0x100;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final byte IFA_F_NODAD = 2;
  private static final byte TABLE_MAIN = (byte) 254;
  private static final byte PROTOCOL_BOOT = 3;
  private static final byte TYPE_UNICAST = 1;

  private RouteMessages() {}

  static ByteBuffer newAddress(int index, InetAddress address, int length) {
    return address(RTM_NEWADDR, CREATE, index, address, length);
  }

  static ByteBuffer deleteAddress(int index, InetAddress address, int length) {
    return address(RTM_DELADDR, DELETE, index, address, length);
  }

  /** A default route, in place of one with the same metric; with a preferred source if given. */
  static ByteBuffer defaultRoute(
      int index, InetAddress gateway, int metric, @Nullable InetAddress source) {
    var message = begin(RTM_NEWROUTE, REPLACE);
    message.put(family(gateway)).put((byte) 0).put((byte) 0).put((byte) 0);
    message.put(TABLE_MAIN).put(PROTOCOL_BOOT).put((byte) 0).put(TYPE_UNICAST).putInt(0);
    attribute(message, RTA_GATEWAY, gateway.getAddress());
    number(message, RTA_OIF, index);
    number(message, RTA_PRIORITY, metric);
    if (source != null) {
      attribute(message, RTA_PREFSRC, source.getAddress());
    }
    return end(message);
  }

  private static ByteBuffer address(
      short type, short flags, int index, InetAddress address, int length) {
    var message = begin(type, flags);
    message.put(family(address)).put((byte) length).put(IFA_F_NODAD).put((byte) 0).putInt(index);
    attribute(message, IFA_LOCAL, address.getAddress());
    attribute(message, IFA_ADDRESS, address.getAddress());
    return end(message);
  }

  private static ByteBuffer begin(short type, short flags) {
    var message = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    return message.putInt(0).putShort(type).putShort(flags).putInt(1).putInt(0);
  }

  private static ByteBuffer end(ByteBuffer message) {
    message.flip();
    return message.putInt(0, message.limit());
  }

  private static void number(ByteBuffer message, int type, int value) {
    message.putShort((short) 8).putShort((short) type).putInt(value);
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
  }

  private static byte family(InetAddress address) {
    return (byte) (address.getAddress().length == 4 ? 2 : 10); // AF_INET, AF_INET6
  }
}
