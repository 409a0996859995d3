package homeport.agent.transport;

import homeport.agent.net.SocketDevice;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.Optional;

/** Decides from where a socket leaves for one destination. */
sealed interface Departure {

  /** As the kernel likes. */
  record Free() implements Departure {}

  /** As the kernel likes, with a mark for its rules. */
  record Marked(int mark) implements Departure {

    /** Marks a socket that is bound to its port now. */
    void set(InetSocketAddress bound, SocketDevice.Type type) throws IOException {
      Optional<String> failure = SocketDevice.mark(bound, type, mark);
      if (failure.isPresent()) {
        throw new NoRouteToHostException("cannot mark a socket: " + failure.get());
      }
    }
  }

  /**
   * From this address by this interface; the kernel confirmed that it goes that way.
   *
   * @param required whether it has to be tied to the interface too
   */
  record Bound(IpAddress source, String interfaceName, boolean required) implements Departure {

    InetSocketAddress address() {
      return new InetSocketAddress(source.toInetAddress(), 0);
    }

    /** Ties a socket that is bound to its port now. */
    void tie(InetSocketAddress bound, SocketDevice.Type type) throws IOException {
      Optional<String> failure = SocketDevice.tie(bound, type, interfaceName);
      if (failure.isPresent() && required) {
        throw new NoRouteToHostException(
            "cannot tie a socket to " + interfaceName + ": " + failure.get());
      }
    }
  }

  /**
   * Asks the kernel.
   *
   * @throws IOException if the uplink is required and the packet would leave another way
   */
  static Departure to(InetAddress remote, Via via, Routes routes) throws IOException {
    return switch (via) {
      case Via.Any() -> new Free();
      case Via.Marked(int mark) -> new Marked(mark);
      case Via.By by -> {
        String elsewhere = whyElsewhere(remote, by, routes);
        if (elsewhere.isEmpty()) {
          yield new Bound(own(remote, by).orElseThrow(), by.interfaceName(), by.required());
        }
        if (!by.required() && hasAWayOfItsOwn(remote, by, routes)) {
          yield new Free();
        }
        if (leavesWhenTied(remote, by, routes)) {
          yield new Bound(own(remote, by).orElseThrow(), by.interfaceName(), true);
        }
        if (by.required()) {
          throw new NoRouteToHostException("cannot leave by " + by.interfaceName() + elsewhere);
        }
        yield new Free();
      }
    };
  }

  private static Optional<IpAddress> own(InetAddress remote, Via.By by) {
    return by.source(IpAddress.of(remote).family());
  }

  /** A machine on the local network, or behind a tunnel, is not reached over the Internet. */
  private static boolean hasAWayOfItsOwn(InetAddress remote, Via.By by, Routes routes) {
    return routes.towards(IpAddress.of(remote), own(remote, by))
            instanceof RouteAnswer.Leaves leaves
        && leaves.matched() == RouteAnswer.Matched.PART;
  }

  /**
   * Without a rule by source the kernel sends it by another uplink, unless the socket is tied to
   * this one and a route leads out of it.
   */
  private static boolean leavesWhenTied(InetAddress remote, Via.By by, Routes routes) {
    Optional<IpAddress> source = own(remote, by);
    return source.isPresent()
        && !remote.isLoopbackAddress()
        && routes.towardsBy(IpAddress.of(remote), by.interfaceName(), source.get())
            instanceof RouteAnswer.Leaves leaves
        && leaves.interfaceName().equals(by.interfaceName());
  }

  /** Empty if the packet leaves by the uplink; else the end of a sentence. */
  private static String whyElsewhere(InetAddress remote, Via.By by, Routes routes) {
    IpAddress destination = IpAddress.of(remote);
    if (remote.isLoopbackAddress()) {
      return ": the destination is this machine";
    }
    Optional<IpAddress> source = by.source(destination.family());
    if (source.isEmpty()) {
      return ": it has no " + destination.family().describe() + " address";
    }
    return switch (routes.towards(destination, source)) {
      case RouteAnswer.Leaves leaves when leaves.interfaceName().equals(by.interfaceName()) -> "";
      case RouteAnswer.Leaves leaves ->
          ": packets from " + source.get() + " leave by " + leaves.interfaceName();
      case RouteAnswer.Unreachable(var why) -> ": " + why;
      case RouteAnswer.Unknown(var why) -> ": " + why;
    };
  }
}
