package homeport.agent.net;

import java.util.Map;

/**
 * Where kernels that speak rtnetlink differ. What is the same in both stands in {@link Rtnetlink}:
 * FreeBSD took the messages, attributes and groups over from Linux with their numbers.
 *
 * @param name as the JDK has it in {@code os.name}
 * @param ipv6 the number of the address family
 * @param netlink the number of the socket family
 * @param closeOnExec flag of a new socket
 * @param socketLevel where the options of any socket are set
 * @param receiveBuffer option: octets of events that may wait
 * @param receiveBufferForce the same beyond the system's limit; 0 if there is no such option
 * @param receiveTimeout option: how long an answer is waited for
 * @param wholeLength flag: tell a datagram's whole length when it was cut; 0 if there is none
 * @param dontWait flag: do not wait for a datagram
 * @param quietDescriptor flags of a new event or timer descriptor: not blocking, closed on exec
 * @param lengthFirst whether an address of a socket begins with its length, in one octet, and the
 *     family has one as well, rather than two for the family
 * @param filters whether dumps can be filtered, and requests are checked strictly
 * @param everyWay whether it tells the way of packets with a given source or by a given interface;
 *     otherwise only where the routing table sends a destination
 * @param lowerUp whether a flag says that the other end of a line is there; otherwise a state does
 * @param errors its error numbers that are others than Linux's, with Linux's
 */
record Kernel(
    String name,
    int ipv6,
    int netlink,
    int closeOnExec,
    int socketLevel,
    int receiveBuffer,
    int receiveBufferForce,
    int receiveTimeout,
    int wholeLength,
    int dontWait,
    int quietDescriptor,
    boolean lengthFirst,
    boolean filters,
    boolean everyWay,
    boolean lowerUp,
    Map<Integer, Integer> errors) {

  static final Kernel LINUX =
      new Kernel(
          "Linux", 10, 16, 0x80000, 1, 8, 33, 20, 0x20, 0x40, 0x80800, false, true, true, true,
          Map.of());

  /**
   * FreeBSD 13.2 and later, so OPNsense and pfSense (socket.h, netlink/, eventfd.h, timerfd.h,
   * errno.h). Written from its sources and never tried on a machine. It has no SO_BINDTODEVICE and
   * no ping sockets, so whatever is tied to an uplink fails with these words.
   */
  static final Kernel FREEBSD =
      new Kernel(
          "FreeBSD",
          28,
          38,
          0x10000000,
          0xffff,
          0x1002,
          0,
          0x1006,
          0,
          0x80,
          0x100004,
          true,
          false,
          false,
          false,
          Map.of(
              3, Libc.ENETUNREACH, // ESRCH, as the answer about a route
              35, Libc.EAGAIN,
              43, Libc.EPROTONOSUPPORT,
              47, Libc.EAFNOSUPPORT,
              49, Libc.EADDRNOTAVAIL,
              51, Libc.ENETUNREACH,
              55, Libc.ENOBUFS,
              65, Libc.EHOSTUNREACH,
              85, Libc.ECANCELED));

  /** An error number of this kernel in Linux's numbers, which the rest of the room speaks. */
  int error(int own) {
    return errors.getOrDefault(own, own);
  }
}
