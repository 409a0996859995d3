package homeport.agent.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import homeport.dns.IpAddress;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sets on a socket of the JDK what the JDK cannot: the interface that it leaves by
 * (SO_BINDTODEVICE), and a mark (SO_MARK). The descriptor is found among the process's own by the
 * address that the socket was bound to.
 */
public final class SocketDevice {
  private static final int SO_TYPE = 3;
  private static final File DESCRIPTORS = new File("/proc/self/fd");

  /** Kinds of sockets, with the kernel's numbers. */
  public enum Type {
    STREAM(1),
    DATAGRAM(2);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private SocketDevice() {}

  /**
   * Ties a socket that is bound and not yet connected.
   *
   * @param bound the socket's own address, with a port of its own
   * @return why it did not work; empty if it did
   */
  public static Optional<String> tie(InetSocketAddress bound, Type type, String interfaceName) {
    return set(
        bound,
        type,
        Libc.SO_BINDTODEVICE,
        arena -> arena.allocateFrom(interfaceName, StandardCharsets.UTF_8));
  }

  /**
   * Marks what a socket sends, for the rules of routing and firewall.
   *
   * @param bound the socket's own address, with a port of its own
   * @return why it did not work; empty if it did
   */
  public static Optional<String> mark(InetSocketAddress bound, Type type, int mark) {
    return set(bound, type, Libc.SO_MARK, arena -> arena.allocateFrom(JAVA_INT, mark))
        .map(
            why ->
                why.equals(Libc.describe(Libc.EPERM))
                    ? "not permitted; it takes CAP_NET_ADMIN (or CAP_NET_RAW since Linux 5.17)"
                    : why);
  }

  private static Optional<String> set(
      InetSocketAddress bound, Type type, int option, Function<Arena, MemorySegment> value) {
    String[] descriptors = DESCRIPTORS.list();
    if (descriptors == null) {
      return Optional.of("this system does not list its descriptors");
    }
    try (Arena arena = Arena.ofConfined()) {
      var finder = new Finder(arena, bound, type);
      List<Integer> found = new ArrayList<>();
      for (String descriptor : descriptors) {
        int number = Integer.parseInt(descriptor);
        if (finder.matches(number)) {
          found.add(number);
        }
      }
      if (found.size() != 1) {
        return Optional.of(found.size() + " sockets have the address " + bound);
      }
      int result =
          finder.libc.setsockopt(found.getFirst(), Libc.SOL_SOCKET, option, value.apply(arena));
      return result < 0 ? Optional.of(Libc.describe(-result)) : Optional.empty();
    } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
      return Optional.of("foreign functions are not to be had");
    }
  }

  private static final class Finder {
    private final Libc libc;
    private final IpAddress address;
    private final int port;
    private final int type;
    private final MemorySegment name;
    private final MemorySegment length;
    private final MemorySegment number;

    Finder(Arena arena, InetSocketAddress bound, Type type) {
      this.libc = new Libc(arena, Kernel.LINUX);
      this.address = IpAddress.of(bound.getAddress());
      this.port = bound.getPort();
      this.type = type.number;
      this.name = arena.allocate(128, 8);
      this.length = arena.allocate(JAVA_INT);
      this.number = arena.allocate(JAVA_INT);
    }

    boolean matches(int descriptor) {
      length.set(JAVA_INT, 0, (int) name.byteSize());
      if (libc.getsockname(descriptor, name, length) < 0
          || (name.get(SocketAddresses.PORT, 2) & 0xffff) != port
          || !(own() instanceof IpAddress own && (address.equals(own) || bothAny(own)))) {
        return false;
      }
      length.set(JAVA_INT, 0, 4);
      return libc.getsockopt(descriptor, Libc.SOL_SOCKET, SO_TYPE, number, length) == 0
          && number.get(JAVA_INT, 0) == type;
    }

    /** The JDK shows the address of all as IPv4 although its sockets are IPv6. */
    private boolean bothAny(IpAddress own) {
      return address.high() == 0 && address.low() == 0 && own.high() == 0 && own.low() == 0;
    }

    private Object own() {
      int family = name.get(JAVA_SHORT, 0);
      if (family == Rtnetlink.AF_INET) {
        return IpAddress.of(name.asSlice(4, 4).toArray(ValueLayout.JAVA_BYTE));
      }
      // The JDK's sockets are IPv6 sockets, with IPv4 inside.
      return family == Kernel.LINUX.ipv6()
          ? IpAddress.of(name.asSlice(8, 16).toArray(ValueLayout.JAVA_BYTE)).unmapped()
          : "neither";
    }
  }
}
