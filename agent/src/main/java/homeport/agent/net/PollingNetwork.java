package homeport.agent.net;

import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceAddress.Scope;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Any system: looks at the JDK's list of interfaces again and again, and learns the outgoing
 * address from a UDP socket that is connected and never used. Knows no flags, kinds and gateways.
 */
final class PollingNetwork implements Network {
  private final Duration period;
  private final AddressRules rules;
  private final ClockWatch clock = new ClockWatch(System::currentTimeMillis, System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private boolean wakeUp;
  private volatile boolean closed;
  private Seen seen;

  private record Seen(NetworkState state, List<RouteAnswer> routes) {}

  /**
   * Starts from the present state.
   *
   * @param period between two looks
   * @param rules say which destinations stand for the Internet
   */
  PollingNetwork(Duration period, AddressRules rules) throws IOException {
    this.period = period;
    this.rules = rules;
    this.seen = look();
  }

  private Seen look() throws IOException {
    return new Seen(
        read(),
        List.of(
            towards(rules.destination(AddressFamily.IPV4), Optional.empty()),
            towards(rules.destination(AddressFamily.IPV6), Optional.empty())));
  }

  @Override
  public NetworkState read() throws IOException {
    var interfaces = new ArrayList<InterfaceState>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      boolean up = each.isUp();
      interfaces.add(
          new InterfaceState(
              each.getName(),
              each.getIndex(),
              "",
              up,
              up, // up and running is one thing to the JDK
              each.isLoopback(),
              each.getInterfaceAddresses().stream().map(PollingNetwork::address).toList()));
    }
    return new NetworkState(interfaces);
  }

  private static InterfaceAddress address(java.net.InterfaceAddress configured) {
    InetAddress address = configured.getAddress();
    Scope scope =
        address.isLoopbackAddress()
            ? Scope.HOST
            : address.isLinkLocalAddress() ? Scope.LINK : Scope.GLOBAL;
    return new InterfaceAddress(
        IpAddress.of(address),
        configured.getNetworkPrefixLength(),
        scope,
        Set.of(),
        InterfaceAddress.FOREVER);
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    if (source.isPresent()) {
      // A bound socket keeps its address whichever way the packet goes (measured), so it proves
      // nothing.
      return new RouteAnswer.Unknown("routes by source are not known without netlink");
    }
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(destination.toInetAddress(), 9));
      InetAddress local = socket.getLocalAddress();
      NetworkInterface out = NetworkInterface.getByInetAddress(local);
      if (local.isAnyLocalAddress() || out == null) {
        return new RouteAnswer.Unreachable("no source address");
      }
      return new RouteAnswer.Leaves(
          out.getName(), Optional.of(IpAddress.of(local)), Optional.empty(), Matched.UNKNOWN, 0);
    } catch (IOException e) {
      return new RouteAnswer.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return new RouteAnswer.Unknown("routes by interface are not known without netlink");
  }

  @Override
  public Hint await(Duration timeout) throws IOException {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (true) {
        Optional<Hint> hint = hint();
        if (hint.isPresent()) {
          return hint.get();
        }
        if (left <= 0) {
          return new Hint.Timeout();
        }
        long slice = Math.min(left, period.toNanos());
        long unslept = called.awaitNanos(slice);
        left -= slice - Math.max(0, unslept);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Hint.Woken();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Hint> hint() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (wakeUp) {
      wakeUp = false;
      return Optional.of(new Hint.Woken());
    }
    Optional<Duration> jump = clock.jump();
    if (jump.isPresent()) {
      return Optional.of(new Hint.ClockJumped(jump.get()));
    }
    Seen now = look();
    boolean same = now.equals(seen);
    seen = now;
    return same ? Optional.empty() : Optional.of(new Hint.Changed());
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      wakeUp = true;
      called.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String describe() {
    return "polling every " + period.toSeconds() + " s";
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }
}
