package homeport.agent.net;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ICMP echo on Linux's ping sockets, which need no privilege where the system lets our group have
 * them. The kernel gives each socket an identifier of its own and hands it only the replies to
 * that, so probes may run side by side.
 *
 * <p>The wait for the reply is a system call that holds its thread, at most for the timeout: call
 * it on a platform thread.
 */
public final class Pings implements Prober {
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final short POLLIN = 1;

  private static final String REMEDY =
      "ping sockets are not open to this program's group; to allow them:"
          + " sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"";

  private final AtomicInteger sequence = new AtomicInteger();

  @Override
  public Probe probe(Uplink uplink, IpAddress host, Duration timeout) {
    if (!System.getProperty("os.name", "").equals(Kernel.LINUX.name())) {
      return new Probe.Forbidden("ping sockets are asked for on Linux only");
    }
    try (Arena arena = Arena.ofConfined()) {
      var libc = new Libc(arena, Kernel.LINUX);
      boolean ipv4 = host.family() == AddressFamily.IPV4;
      int descriptor =
          libc.socket(
              ipv4 ? Rtnetlink.AF_INET : Kernel.LINUX.ipv6(),
              SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
              ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
      if (descriptor < 0) {
        return noSocket(-descriptor);
      }
      try {
        return new Ping(arena, libc, descriptor).send(uplink, host, timeout);
      } catch (IOException e) {
        return new Probe.Silent(String.valueOf(e.getMessage()));
      } finally {
        libc.close(descriptor);
      }
    } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
      return new Probe.Forbidden("foreign functions are not to be had: " + e);
    }
  }

  private static Probe noSocket(int error) {
    return switch (error) {
      case Libc.EPERM, Libc.EACCES -> new Probe.Forbidden(REMEDY);
      case Libc.EPROTONOSUPPORT, Libc.EAFNOSUPPORT ->
          new Probe.Forbidden("this system has no ping sockets of this family");
      default -> new Probe.Silent("ping socket: " + Libc.describe(error));
    };
  }

  /** One echo request and the wait for its reply. */
  private final class Ping {
    private static final int LENGTH = 16;
    private final Arena arena;
    private final Libc libc;
    private final int descriptor;

    Ping(Arena arena, Libc libc, int descriptor) {
      this.arena = arena;
      this.libc = libc;
      this.descriptor = descriptor;
    }

    Probe send(Uplink uplink, IpAddress host, Duration timeout) throws IOException {
      MemorySegment name = arena.allocateFrom(uplink.interfaceName(), StandardCharsets.UTF_8);
      int tied = libc.setsockopt(descriptor, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, name);
      if (tied == -Libc.EPERM) {
        return new Probe.Forbidden(
            "sockets may not be tied to an interface here; to allow it: CAP_NET_RAW, or Linux 5.7");
      }
      Libc.check(tied, uplink.interfaceName());
      Libc.check(
          libc.bind(descriptor, SocketAddresses.of(arena, uplink.source(), 0)),
          "from " + uplink.source());
      Libc.check(libc.connect(descriptor, SocketAddresses.of(arena, host, 0)), "to " + host);
      byte[] request = request(host.family());
      MemorySegment packet = arena.allocate(LENGTH);
      MemorySegment.copy(request, 0, packet, ValueLayout.JAVA_BYTE, 0, LENGTH);
      long sent = System.nanoTime();
      Libc.check(libc.send(descriptor, packet, LENGTH), "to " + host);
      return reply(host, request, sent, timeout);
    }

    // RFC 792 and RFC 4443, 4.1:  type 1, code 1, checksum 2, identifier 2, sequence 2, data.
    // The kernel fills in the identifier and the checksum. The data tell our own late replies, to
    // a former socket with the same identifier, from this one's.
    private byte[] request(AddressFamily family) {
      byte[] request = new byte[LENGTH];
      request[0] = (byte) (family == AddressFamily.IPV4 ? 8 : 128);
      int number = sequence.incrementAndGet();
      request[6] = (byte) (number >> 8);
      request[7] = (byte) number;
      long mark = System.nanoTime();
      for (int i = 8; i < LENGTH; i++) {
        request[i] = (byte) (mark >> (8 * (LENGTH - 1 - i)));
      }
      return request;
    }

    private Probe reply(IpAddress host, byte[] request, long sent, Duration timeout)
        throws IOException {
      // struct pollfd: descriptor 4, events 2, what happened 2
      MemorySegment waiting = arena.allocate(8, 4);
      waiting.set(ValueLayout.JAVA_INT, 0, descriptor);
      waiting.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      MemorySegment packet = arena.allocate(64);
      while (true) {
        long left = timeout.toNanos() - (System.nanoTime() - sent);
        if (left <= 0) {
          return new Probe.Silent(
              "no reply from " + host + " within " + timeout.toMillis() + " ms");
        }
        int ready = libc.poll(waiting, 1, (int) Math.min((left + 999_999) / 1_000_000, 60_000));
        if (ready != -Libc.EINTR) {
          Libc.check(ready, "poll");
        }
        if (ready > 0) {
          int length = libc.receive(descriptor, packet, 0);
          if (length >= LENGTH && answers(packet, request)) {
            return new Probe.Answered(Duration.ofNanos(System.nanoTime() - sent));
          }
          if (length < 0 && length != -Libc.EAGAIN && length != -Libc.EINTR) {
            Libc.check(length, "from " + host); // a router said that there is no way
          }
        }
      }
    }

    private static boolean answers(MemorySegment packet, byte[] request) {
      byte[] reply = packet.asSlice(0, LENGTH).toArray(ValueLayout.JAVA_BYTE);
      byte type = (byte) (request[0] == 8 ? 0 : 129);
      return reply[0] == type && java.util.Arrays.equals(reply, 6, LENGTH, request, 6, LENGTH);
    }
  }
}
