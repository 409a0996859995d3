package homeport.agent.net;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Writes addresses as Linux's system calls want them. */
final class SocketAddresses {
  static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddresses() {}

  // struct sockaddr_in: family 2, port 2 (network order), address 4, nothing 8
  // struct sockaddr_in6: family 2, port 2 (network order), flow 4, address 16, scope 4
  static MemorySegment of(Arena arena, IpAddress address, int port) {
    boolean ipv4 = address.family() == AddressFamily.IPV4;
    MemorySegment written = arena.allocate(ipv4 ? 16 : 28, 8);
    written.set(
        ValueLayout.JAVA_SHORT, 0, (short) (ipv4 ? Rtnetlink.AF_INET : Kernel.LINUX.ipv6()));
    written.set(PORT, 2, (short) port);
    byte[] octets = address.octets();
    MemorySegment.copy(octets, 0, written, ValueLayout.JAVA_BYTE, ipv4 ? 4 : 8, octets.length);
    return written;
  }
}
