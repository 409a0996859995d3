package homeport.agent.source;

import homeport.agent.source.MappingReply.External;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Http;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one gateway tells unasked: announcements of NAT-PMP and PCP, and events of UPnP if its
 * service was found. All of it is only a hint to ask; nothing is believed.
 *
 * <p>The announcements to {@code ff02::1} are not listened to: they come from an address that
 * nothing says to be this gateway's, and tell no more than those to {@code 224.0.0.1}.
 */
final class RouterNews implements AddressSource.News {
  /** RFC 6886, 3.2.1; RFC 6887, 14.1. */
  static final int PORT = 5350;

  private static final String GROUP = "224.0.0.1";
  private static final Duration BETWEEN_HINTS = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_SERVICE = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final IpAddress gateway;
  private final Via via;
  private final Datagrams datagrams;
  private final Http http;
  private final Upnp upnp;
  private final InstantSource steady;
  private final Runnable changed;
  private final int port;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(1100);

  private volatile boolean closed;
  private @Nullable Epoch epoch;
  private @Nullable IpAddress external;
  private @Nullable ServerSocketChannel callback;
  private @Nullable Subscription subscription;
  private Instant nextService;
  private Instant hintAllowed;
  private boolean pending;

  RouterNews(
      IpAddress gateway,
      Via via,
      Datagrams datagrams,
      Http http,
      Upnp upnp,
      InstantSource steady,
      Runnable changed,
      int port)
      throws IOException {
    this.gateway = gateway;
    this.via = via;
    this.datagrams = datagrams;
    this.http = http;
    this.upnp = upnp;
    this.steady = steady;
    this.changed = changed;
    this.port = port;
    this.selector = Selector.open();
    this.hintAllowed = steady.instant();
    this.nextService = steady.instant().plus(LOOK_FOR_SERVICE);
  }

  @Override
  public void listen() throws IOException {
    InetAddress self = ourAddress();
    try (selector;
        DatagramChannel announcements = announcements(self)) {
      announcements.register(selector, SelectionKey.OP_READ);
      while (!closed) {
        int _ = selector.select(untilNext().toMillis());
        selector.selectedKeys().clear();
        hear(announcements);
        accept();
        tend(self);
        hint(false);
      }
    } finally {
      part();
    }
  }

  /** At least 1 ms, since 0 means for ever. */
  private Duration untilNext() {
    Instant next = pending && hintAllowed.isBefore(nextService) ? hintAllowed : nextService;
    Duration wait = Duration.between(steady.instant(), next);
    return wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
  }

  /** The address that this machine has towards the gateway. */
  private InetAddress ourAddress() throws IOException {
    try (DatagramSocket socket = datagrams.towards(gateway, via)) {
      socket.connect(new InetSocketAddress(gateway.toInetAddress(), MappingPort.PORT));
      return socket.getLocalAddress();
    }
  }

  // --- announcements -----------------------------------------------------------------------------

  private DatagramChannel announcements(InetAddress self) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      // Every program on this machine that speaks these protocols listens on the same port.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(port));
      NetworkInterface link = NetworkInterface.getByInetAddress(self);
      if (link != null && link.supportsMulticast()) {
        var _ = channel.join(InetAddress.getByName(GROUP), link);
      }
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void hear(DatagramChannel channel) throws IOException {
    buffer.clear();
    for (SocketAddress from = channel.receive(buffer);
        from != null;
        from = channel.receive(buffer)) {
      var packet = new byte[buffer.flip().remaining()];
      buffer.get(packet);
      buffer.clear();
      if (((InetSocketAddress) from).getAddress().equals(gateway.toInetAddress())
          && isNews(packet)) {
        hint(true);
      }
    }
  }

  /** Routers say the same ten times. */
  private boolean isNews(byte[] packet) {
    Optional<Long> seconds = Pcp.announced(packet);
    IpAddress address = external;
    if (NatPmp.read(packet).orElse(null) instanceof External(var outer, var since)) {
      seconds = Optional.of(since);
      address = outer;
    }
    if (seconds.isEmpty()) {
      return false;
    }
    var now = new Epoch(seconds.get(), steady.instant());
    boolean news =
        epoch == null || epoch.isLostBefore(now) || (address != null && !address.equals(external));
    epoch = now;
    external = address;
    return news;
  }

  // --- events ------------------------------------------------------------------------------------

  /** Subscribes, and renews in time. */
  private void tend(InetAddress self) throws IOException {
    if (steady.instant().isBefore(nextService)) {
      return;
    }
    Optional<Subscription> next = Optional.empty();
    if (subscription != null) {
      next = subscription.renew(http, via);
      pending |= next.isEmpty(); // It forgot us, or is gone: both are news.
    }
    Optional<URI> events = upnp.service(gateway).flatMap(Description.Service::events);
    if (next.isEmpty() && events.isPresent()) {
      next = Subscription.make(events.get(), callback(self), http, via);
    }
    subscription = next.orElse(null);
    nextService = steady.instant().plus(next.map(Subscription::renewal).orElse(LOOK_AGAIN));
  }

  private URI callback(InetAddress self) throws IOException {
    if (callback == null) {
      callback = ServerSocketChannel.open(StandardProtocolFamily.INET);
      callback.bind(new InetSocketAddress(self, 0));
      callback.configureBlocking(false);
      callback.register(selector, SelectionKey.OP_ACCEPT);
    }
    int at = ((InetSocketAddress) callback.getLocalAddress()).getPort();
    return URI.create("http://" + self.getHostAddress() + ":" + at + "/");
  }

  private void accept() throws IOException {
    if (callback == null) {
      return;
    }
    for (SocketChannel channel = callback.accept(); channel != null; channel = callback.accept()) {
      boolean gateways = false;
      try (Socket socket = channel.socket()) {
        gateways = socket.getInetAddress().equals(gateway.toInetAddress());
        if (gateways) {
          converse(socket);
        }
      } catch (IOException e) {
        hint(gateways); // It wanted to tell something.
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    Optional<EventMessage> event = EventMessage.read(socket);
    boolean ours =
        subscription != null
            && event.map(EventMessage::number).filter(subscription.number()::equals).isPresent();
    EventMessage.answer(socket, ours ? "200 OK" : "412 Precondition Failed");
    if (ours && event.get().sequence() > 0) {
      hint(true);
    }
  }

  // --- the hint ----------------------------------------------------------------------------------

  /** At once, or as soon as the last one is old enough; never lost. */
  private void hint(boolean news) {
    pending |= news;
    if (pending && !steady.instant().isBefore(hintAllowed)) {
      pending = false;
      hintAllowed = steady.instant().plus(BETWEEN_HINTS);
      changed.run();
    }
  }

  @Override
  public void close() {
    closed = true;
    if (selector.isOpen()) {
      selector.wakeup();
    }
  }

  private void part() throws IOException {
    if (callback != null) {
      callback.close();
    }
    if (subscription != null) {
      subscription.end(http, via);
    }
  }
}
