package homeport.agent.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * A socket to the kernel's routing side, with its own memory. For one thread at a time.
 *
 * <p>Two are used: one only asks, one only hears, so that no event stands between a question and
 * its answer.
 */
final class NetlinkSocket {
  // The kernel fills at most 32 KiB of an answer in parts.
  private static final int BUFFER = 32 * 1024;
  // 50 flaps in 10 s with IPv6 are a few hundred events of about 1 KiB each.
  private static final int WAITING_EVENTS = 1024 * 1024;
  private static final int SOCK_RAW = 3;

  private final Kernel kernel;
  private final Libc libc;
  private final int descriptor;
  private final MemorySegment memory;
  private final ByteBuffer buffer;
  private int sequence;

  private NetlinkSocket(Kernel kernel, Libc libc, int descriptor, MemorySegment memory) {
    this.kernel = kernel;
    this.libc = libc;
    this.descriptor = descriptor;
    this.memory = memory;
    this.buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** A socket that hears these groups; with none it is for questions. */
  static NetlinkSocket open(Kernel kernel, Arena arena, int groups) throws IOException {
    var libc = new Libc(arena, kernel);
    int descriptor =
        Libc.check(
            libc.socket(kernel.netlink(), SOCK_RAW | kernel.closeOnExec(), 0), "netlink socket");
    var socket = new NetlinkSocket(kernel, libc, descriptor, arena.allocate(BUFFER));
    try {
      MemorySegment address = address(kernel, arena, groups);
      Libc.check(libc.bind(descriptor, address), "netlink groups");
      if (groups == 0) {
        // Connected to port 0, the kernel's, it takes messages from nobody else.
        Libc.check(libc.connect(descriptor, address), "netlink");
        if (kernel.filters()) {
          // Without it (before Linux 4.20) the kernel passes filters over and tells everything.
          MemorySegment on = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
          libc.setsockopt(descriptor, Rtnetlink.SOL_NETLINK, Rtnetlink.NETLINK_GET_STRICT_CHK, on);
        }
        MemorySegment twoSeconds = arena.allocate(16, 8);
        twoSeconds.set(ValueLayout.JAVA_LONG, 0, 2);
        Libc.check(
            libc.setsockopt(descriptor, kernel.socketLevel(), kernel.receiveTimeout(), twoSeconds),
            "netlink");
      } else {
        MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, WAITING_EVENTS);
        int level = kernel.socketLevel();
        if (kernel.receiveBufferForce() == 0
            || libc.setsockopt(descriptor, level, kernel.receiveBufferForce(), size) < 0) {
          // Without CAP_NET_ADMIN: as much as the system allows.
          Libc.check(
              libc.setsockopt(descriptor, level, kernel.receiveBuffer(), size), "netlink buffer");
        }
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  // struct sockaddr_nl: family 2 (or length 1, family 1), padding 2, port 4 (the kernel chooses),
  // groups 4
  private static MemorySegment address(Kernel kernel, Arena arena, int groups) {
    MemorySegment address = arena.allocate(12, 4);
    if (kernel.lengthFirst()) {
      address.set(ValueLayout.JAVA_BYTE, 0, (byte) 12);
      address.set(ValueLayout.JAVA_BYTE, 1, (byte) kernel.netlink());
    } else {
      address.set(ValueLayout.JAVA_SHORT, 0, (short) kernel.netlink());
    }
    address.set(ValueLayout.JAVA_INT, 8, groups);
    return address;
  }

  Kernel kernel() {
    return kernel;
  }

  int descriptor() {
    return descriptor;
  }

  /** Writes one request and returns its length. */
  interface Request {
    int write(ByteBuffer buffer, int sequence);
  }

  /**
   * Asks, and hands the answer on.
   *
   * @param inParts whether the answer ends with a message of its own
   * @return 0, or the kernel's error number
   */
  int ask(Request request, boolean inParts, Consumer<Message> to) throws IOException {
    int length = request.write(buffer, ++sequence);
    Libc.check(libc.send(descriptor, memory, length), "netlink question");
    int[] error = {-1};
    boolean[] answered = {false};
    while (error[0] < 0 && !(answered[0] && !inParts)) {
      int received = libc.receive(descriptor, memory, kernel.wholeLength());
      if (received == -Libc.EINTR) {
        continue;
      }
      if (Libc.check(received, "netlink answer") > BUFFER) {
        throw new BadMessage("an answer of " + received + " octets");
      }
      MessageReader.read(
          kernel,
          buffer,
          received,
          sequence,
          message -> {
            answered[0] = true;
            if (message instanceof Message.End(int code)) {
              error[0] = kernel.error(code);
            } else {
              to.accept(message);
            }
          });
    }
    return Math.max(error[0], 0);
  }

  /**
   * Throws all waiting events away; a hint is all they are. Whether the kernel lost some before.
   */
  boolean drain() throws IOException {
    boolean lost = false;
    while (true) {
      int received = libc.receive(descriptor, memory, kernel.dontWait());
      if (received == -Libc.EAGAIN) {
        return lost;
      }
      if (received == -Libc.ENOBUFS) {
        lost = true;
      } else if (received != -Libc.EINTR) {
        Libc.check(received, "netlink events");
      }
    }
  }

  void close() {
    libc.close(descriptor);
  }
}
