package homeport.agent.net;

import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.Neighbour;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Linux: asks and hears the kernel over rtnetlink. */
final class Netlink implements Network {
  private static final int GROUPS =
      Rtnetlink.GROUP_LINK
          | Rtnetlink.GROUP_IPV4_ADDRESS
          | Rtnetlink.GROUP_IPV4_ROUTE
          | Rtnetlink.GROUP_IPV4_RULE
          | Rtnetlink.GROUP_IPV6_ADDRESS
          | Rtnetlink.GROUP_IPV6_ROUTE
          | Rtnetlink.GROUP_IPV6_RULE;
  private static final int TRIES = 10;
  private static final System.Logger LOG = System.getLogger(Netlink.class.getName());

  private final Arena arena;
  private final NetlinkSocket questions;
  private final NetlinkSocket events;
  private final WaitSet waits;
  private final ClockWatch clock = new ClockWatch(System::currentTimeMillis, System::nanoTime);
  private final ReentrantLock asking = new ReentrantLock();
  private final ReentrantLock waiting = new ReentrantLock();
  private final ReentrantLock waking = new ReentrantLock();
  private volatile Map<Integer, String> names = Map.of();
  private volatile boolean closed;

  private Netlink(Arena arena, NetlinkSocket questions, NetlinkSocket events, WaitSet waits) {
    this.arena = arena;
    this.questions = questions;
    this.events = events;
    this.waits = waits;
  }

  /**
   * Opens it and reads once.
   *
   * @throws IOException if the system refuses
   */
  static Netlink open() throws IOException {
    return open(Kernel.LINUX);
  }

  /** The same for a kernel that speaks it in its own way. */
  static Netlink open(Kernel kernel) throws IOException {
    Arena arena = Arena.ofShared();
    var undo = new ArrayList<Runnable>(List.of(arena::close));
    try {
      NetlinkSocket events = NetlinkSocket.open(kernel, arena, GROUPS);
      undo.addFirst(events::close);
      NetlinkSocket questions = NetlinkSocket.open(kernel, arena, 0);
      undo.addFirst(questions::close);
      WaitSet waits = WaitSet.open(kernel, arena, events.descriptor());
      undo.addFirst(waits::close);
      var netlink = new Netlink(arena, questions, events, waits);
      netlink.read();
      return netlink;
    } catch (IOException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  @Override
  public NetworkState read() throws IOException {
    asking.lock();
    try {
      for (int i = 0; i < TRIES; i++) {
        var links = new ArrayList<Message.Link>();
        var addresses = new HashMap<Integer, List<InterfaceAddress>>();
        boolean consistent =
            dump(MessageWriter::links, links, addresses)
                && dump(MessageWriter::addresses, links, addresses);
        if (consistent) {
          return remember(links, addresses);
        }
      }
      throw new IOException("the interfaces change faster than they can be read");
    } finally {
      asking.unlock();
    }
  }

  /** Whether nothing changed in between. */
  private boolean dump(
      NetlinkSocket.Request request,
      List<Message.Link> links,
      Map<Integer, List<InterfaceAddress>> addresses)
      throws IOException {
    ensureOpen();
    boolean[] consistent = {true};
    int error =
        questions.ask(
            request,
            true,
            message -> {
              switch (message) {
                case Message.Link link -> links.add(link);
                case Message.Address(int index, InterfaceAddress address) ->
                    addresses.computeIfAbsent(index, _ -> new ArrayList<>()).add(address);
                case Message.Interrupted() -> consistent[0] = false;
                case Message.Route _, Message.Neighbour _, Message.End _ -> {}
              }
            });
    if (error != 0) {
      throw new IOException("reading the interfaces: " + Libc.describe(error));
    }
    return consistent[0];
  }

  private NetworkState remember(
      List<Message.Link> links, Map<Integer, List<InterfaceAddress>> addresses) {
    var interfaces = new ArrayList<InterfaceState>();
    var byIndex = new HashMap<Integer, String>();
    for (Message.Link link : links) {
      byIndex.put(link.index(), link.name());
      interfaces.add(
          new InterfaceState(
              link.name(),
              link.index(),
              link.kind(),
              (link.flags() & Rtnetlink.IFF_UP) != 0,
              link.carrier(),
              (link.flags() & Rtnetlink.IFF_LOOPBACK) != 0,
              addresses.getOrDefault(link.index(), List.of())));
    }
    names = Map.copyOf(byIndex);
    return new NetworkState(interfaces);
  }

  @Override
  public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
    return answer(new RouteQuestion(destination, source, 0, false));
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
    return towardsBy(destination, interfaceName, Optional.empty());
  }

  @Override
  public RouteAnswer towardsBy(IpAddress destination, String interfaceName, IpAddress source) {
    return towardsBy(destination, interfaceName, Optional.of(source));
  }

  private RouteAnswer towardsBy(
      IpAddress destination, String interfaceName, Optional<IpAddress> source) {
    try {
      Optional<InterfaceState> out = read().named(interfaceName);
      return out.isEmpty()
          ? new RouteAnswer.Unreachable("no such interface")
          : answer(new RouteQuestion(destination, source, out.get().index(), false));
    } catch (IOException e) {
      return new RouteAnswer.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private RouteAnswer answer(RouteQuestion question) {
    Kernel kernel = questions.kernel();
    if (!kernel.everyWay() && (question.source().isPresent() || question.interfaceIndex() != 0)) {
      return new RouteAnswer.Unknown(kernel.name() + " tells no routes by source or interface");
    }
    asking.lock();
    try {
      var routes = new ArrayList<Message.Route>();
      int error = ask(question, routes);
      if (error != 0) {
        return refusal(error, question);
      }
      if (routes.isEmpty()) {
        return new RouteAnswer.Unknown("the kernel answered without a route");
      }
      Message.Route route = routes.getFirst();
      if (route.type() >= Rtnetlink.RTN_BLACKHOLE && route.type() <= Rtnetlink.RTN_THROW) {
        return new RouteAnswer.Unreachable(Libc.describe(Libc.ENETUNREACH));
      }
      return route.hops().isEmpty()
          ? new RouteAnswer.Unknown("the kernel answered with a route to nowhere")
          : leaves(question, route);
    } catch (IOException e) {
      return new RouteAnswer.Unknown(String.valueOf(e.getMessage()));
    } finally {
      asking.unlock();
    }
  }

  private RouteAnswer leaves(RouteQuestion question, Message.Route route) throws IOException {
    var entries = new ArrayList<Message.Route>();
    var forEntry =
        new RouteQuestion(
            question.destination(), question.source(), question.interfaceIndex(), true);
    int error = ask(forEntry, entries);
    if (error != 0 && question.interfaceIndex() != 0) {
      // Told to leave by an interface without a route, the kernel assumes the destination on it.
      return new RouteAnswer.Unreachable("no route by this interface");
    }
    Optional<Message.Route> entry = entries.stream().findFirst();
    Message.Hop hop = route.hops().getFirst();
    return new RouteAnswer.Leaves(
        name(hop.interfaceIndex()),
        route.source().or(question::source),
        hop.gateway(),
        entry.map(Netlink::matched).orElse(Matched.UNKNOWN),
        entry.map(Message.Route::metric).orElse(0L));
  }

  private static Matched matched(Message.Route entry) {
    if (entry.destinationLength() > 0) {
      return Matched.PART;
    }
    return entry.hops().size() > 1 ? Matched.SHARED_DEFAULT : Matched.DEFAULT;
  }

  private int ask(RouteQuestion question, List<Message.Route> routes) throws IOException {
    ensureOpen();
    return questions.ask(
        (buffer, sequence) -> MessageWriter.route(questions.kernel(), buffer, sequence, question),
        false,
        message -> {
          if (message instanceof Message.Route route) {
            routes.add(route);
          }
        });
  }

  private static RouteAnswer refusal(int error, RouteQuestion question) {
    return switch (error) {
      case Libc.ENETUNREACH, Libc.EHOSTUNREACH, Libc.EACCES ->
          new RouteAnswer.Unreachable(Libc.describe(error));
      case Libc.EINVAL ->
          new RouteAnswer.Unreachable(
              question.source().map(s -> s + " is not this machine's address").orElse("forbidden"));
      default -> new RouteAnswer.Unknown(Libc.describe(error));
    };
  }

  private String name(int index) throws IOException {
    String known = names.get(index);
    if (known != null) {
      return known;
    }
    read();
    return names.getOrDefault(index, "interface " + index);
  }

  @Override
  public List<DefaultRoute> defaults() {
    return table(Tables::defaults);
  }

  @Override
  public List<Neighbour> neighbours() {
    return table(Tables::neighbours);
  }

  private interface Read<T> {
    List<T> from(Tables tables) throws IOException;
  }

  private <T> List<T> table(Read<T> read) {
    asking.lock();
    try {
      ensureOpen();
      return read.from(new Tables(questions, this::name));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
      return List.of();
    } finally {
      asking.unlock();
    }
  }

  @Override
  public Hint await(Duration timeout) throws IOException {
    waiting.lock();
    try {
      ensureOpen();
      return switch (waits.await(timeout)) {
        case DESCRIPTOR -> events.drain() ? new Hint.Overrun() : new Hint.Changed();
        case CLOCK -> new Hint.ClockJumped(clock.jump().orElse(Duration.ZERO));
        case WAKE -> new Hint.Woken();
        case NOTHING -> new Hint.Timeout();
      };
    } finally {
      waiting.unlock();
    }
  }

  @Override
  public void wake() {
    waking.lock();
    try {
      if (!closed) {
        waits.wake();
      }
    } finally {
      waking.unlock();
    }
  }

  private void ensureOpen() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
  }

  @Override
  public String describe() {
    return "netlink";
  }

  @Override
  public void close() {
    waking.lock();
    try {
      if (closed) {
        return;
      }
      waits.wake();
      closed = true;
    } finally {
      waking.unlock();
    }
    // Whoever waits or asks has ended before the descriptors and the memory go.
    waiting.lock();
    asking.lock();
    try {
      waits.close();
      events.close();
      questions.close();
      arena.close();
    } finally {
      asking.unlock();
      waiting.unlock();
    }
  }
}
