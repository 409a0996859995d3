package homeport.agent.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The few system calls that Java has no words for. Each returns what the call returns, or the error
 * number, in Linux's numbers, with a minus sign.
 *
 * <p>An instance owns the memory that the error number is left in, so it belongs to one thread at a
 * time.
 */
@SuppressWarnings("restricted") // foreign functions are the purpose of this class
final class Libc {
  static final int EPERM = 1;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EINVAL = 22;
  private static final int ENOSYS = 38;
  static final int EPROTONOSUPPORT = 93;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETUNREACH = 101;
  static final int ENOBUFS = 105;
  static final int EHOSTUNREACH = 113;
  static final int ECANCELED = 125;

  static final int SOL_SOCKET = 1;
  static final int SO_BINDTODEVICE = 25;
  static final int SO_MARK = 36;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = function("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      function("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SEND = transfer("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECV = transfer("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ = transfer("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = transfer("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = function("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT);
  // Missing in FreeBSD 13.
  private static final Optional<MethodHandle> TIMERFD_CREATE =
      optional("timerfd_create", JAVA_INT, JAVA_INT);
  private static final Optional<MethodHandle> TIMERFD_SETTIME =
      optional("timerfd_settime", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle CLOSE = function("close", JAVA_INT);

  private final Kernel kernel;
  private final MemorySegment state;

  Libc(Arena arena, Kernel kernel) {
    this.kernel = kernel;
    state = arena.allocate(STATE);
  }

  private static MethodHandle function(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static Optional<MethodHandle> optional(String name, MemoryLayout... arguments) {
    return Linker.nativeLinker().defaultLookup().find(name).isEmpty()
        ? Optional.empty()
        : Optional.of(function(name, arguments));
  }

  private static MethodHandle transfer(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  private static MethodHandle handle(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        signature,
        Linker.Option.captureCallState("errno"));
  }

  int socket(int family, int type, int protocol) {
    return run(() -> (int) SOCKET.invokeExact(state, family, type, protocol));
  }

  int bind(int descriptor, MemorySegment address) {
    return run(() -> (int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()));
  }

  int connect(int descriptor, MemorySegment address) {
    return run(
        () -> (int) CONNECT.invokeExact(state, descriptor, address, (int) address.byteSize()));
  }

  int getsockname(int descriptor, MemorySegment address, MemorySegment length) {
    return run(() -> (int) GETSOCKNAME.invokeExact(state, descriptor, address, length));
  }

  int setsockopt(int descriptor, int level, int option, MemorySegment value) {
    return run(
        () ->
            (int)
                SETSOCKOPT.invokeExact(
                    state, descriptor, level, option, value, (int) value.byteSize()));
  }

  int getsockopt(int descriptor, int level, int option, MemorySegment value, MemorySegment length) {
    return run(() -> (int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, length));
  }

  int send(int descriptor, MemorySegment data, long length) {
    return run(() -> (int) (long) SEND.invokeExact(state, descriptor, data, length, 0));
  }

  int receive(int descriptor, MemorySegment into, int flags) {
    return run(
        () -> (int) (long) RECV.invokeExact(state, descriptor, into, into.byteSize(), flags));
  }

  int read(int descriptor, MemorySegment into) {
    return run(() -> (int) (long) READ.invokeExact(state, descriptor, into, into.byteSize()));
  }

  int write(int descriptor, MemorySegment data) {
    return run(() -> (int) (long) WRITE.invokeExact(state, descriptor, data, data.byteSize()));
  }

  int poll(MemorySegment descriptors, int count, int milliseconds) {
    return run(() -> (int) POLL.invokeExact(state, descriptors, (long) count, milliseconds));
  }

  int eventfd(int initial, int flags) {
    return run(() -> (int) EVENTFD.invokeExact(state, initial, flags));
  }

  int timerfd(int clock, int flags) {
    return TIMERFD_CREATE.isEmpty()
        ? -ENOSYS
        : run(() -> (int) TIMERFD_CREATE.get().invokeExact(state, clock, flags));
  }

  int setTimer(int descriptor, int flags, MemorySegment value) {
    return TIMERFD_SETTIME.isEmpty()
        ? -ENOSYS
        : run(
            () ->
                (int)
                    TIMERFD_SETTIME
                        .get()
                        .invokeExact(state, descriptor, flags, value, MemorySegment.NULL));
  }

  int close(int descriptor) {
    return run(() -> (int) CLOSE.invokeExact(state, descriptor));
  }

  private interface Downcall {
    int call() throws Throwable;
  }

  private int run(Downcall downcall) {
    try {
      int result = downcall.call();
      return result >= 0 ? result : -kernel.error((int) ERRNO.get(state, 0L));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a system call throws nothing", e);
    }
  }

  /** Passes a result on, unless it says that the call failed. */
  static int check(int result, String doing) throws IOException {
    if (result < 0) {
      throw new IOException(doing + ": " + describe(-result));
    }
    return result;
  }

  /** The error number in words, where people meet it. */
  static String describe(int error) {
    return switch (error) {
      case EPERM -> "not permitted";
      case EACCES -> "access denied";
      case 19 -> "no such interface";
      case EINVAL -> "invalid";
      case 24 -> "too many open files";
      case EPROTONOSUPPORT, EAFNOSUPPORT -> "not supported by this system";
      case EADDRNOTAVAIL -> "this is not (or no longer) our address";
      case 111 -> "connection refused";
      case ENETUNREACH -> "network is unreachable";
      case EHOSTUNREACH -> "no route to host";
      default -> "error " + error;
    };
  }
}
