package homeport.testkit.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One rtnetlink socket that sends requests and reads their acknowledgements. */
@SuppressWarnings("restricted") // The kernel is called directly: a process a change is too slow.
final class Netlink {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NLMSG_ERROR = 2;
  private static final int SIZE = 4096;

  private final MethodHandle send = call("send");
  private final MethodHandle receive = call("recv");
  private final MemorySegment out = Arena.global().allocate(SIZE);
  private final MemorySegment in = Arena.global().allocate(SIZE);
  private final int socket;

  Netlink() throws IOException {
    var open = handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    try {
      socket = (int) open.invokeExact(AF_NETLINK, SOCK_RAW_CLOEXEC, 0);
    } catch (Throwable e) {
      throw new IOException(e);
    }
    if (socket < 0) {
      throw new IOException("no netlink socket");
    }
  }

  /** Sends one request and waits until the kernel has done it. */
  void request(ByteBuffer message) throws IOException {
    var length = message.remaining();
    MemorySegment.copy(MemorySegment.ofBuffer(message), 0, out, 0, length);
    try {
      var sent = (long) send.invokeExact(socket, out, (long) length, 0);
      var got = (long) receive.invokeExact(socket, in, (long) SIZE, 0);
      if (sent != length || got < 20) {
        throw new IOException("netlink: sent %d of %d, got %d".formatted(sent, length, got));
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
    var answer = in.asSlice(0, 20).asByteBuffer().order(ByteOrder.nativeOrder());
    var error = answer.getInt(16);
    if (answer.getShort(4) != NLMSG_ERROR || error != 0) {
      throw new IOException("the kernel refused, errno " + -error);
    }
  }

  private static MethodHandle call(String name) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }
}
