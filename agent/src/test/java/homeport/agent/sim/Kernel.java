package homeport.agent.sim;

import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operating system's network: lines with addresses, of which one carries the traffic. */
final class Kernel {
  static final List<String> LINES = List.of("wan1", "wan2");

  private final Calendar calendar;
  private final Map<String, Line> lines = new TreeMap<>();
  private final Runnable looked;
  private final Map<AddressFamily, Map<String, RouteAnswer>> ways =
      new EnumMap<>(AddressFamily.class);
  private String route = "wan1";
  private boolean silent;
  private boolean sourceRules;
  private @Nullable NetworkState state;
  private @Nullable Socket socket;
  private long version;

  /** One interface. */
  private static final class Line {
    private boolean carrier = true;
    private final Map<AddressFamily, IpAddress> addresses = new TreeMap<>();
  }

  /**
   * @param looked called when the agent has read the state
   */
  Kernel(Calendar calendar, Runnable looked) {
    this.calendar = calendar;
    this.looked = looked;
    LINES.forEach(line -> lines.put(line, new Line()));
  }

  /** Packets leave by the line that holds their source address, from the beginning on. */
  void sourceRules(boolean there) {
    sourceRules = there;
  }

  // --- what happens to it
  // --------------------------------------------------------------------------

  void address(String line, AddressFamily family, Optional<IpAddress> address) {
    Map<AddressFamily, IpAddress> own = line(line).addresses;
    if (address.isPresent()) {
      own.put(family, address.get());
    } else {
      own.remove(family);
    }
    changed();
  }

  void addressIfNone(String line, AddressFamily family, IpAddress address) {
    if (!line(line).addresses.containsKey(family)) {
      address(line, family, Optional.of(address));
    }
  }

  void routeIfNone(String line) {
    route(route.isEmpty() ? line : route);
  }

  void carrier(String line, boolean there) {
    line(line).carrier = there;
    changed();
  }

  /** The default route is by this line; by none if it is empty. */
  void route(String line) {
    route = line;
    changed();
  }

  private Line line(String name) {
    return lines.computeIfAbsent(name, _ -> new Line());
  }

  private void changed() {
    state = null;
    ways.clear();
    version++;
    hint(new Hint.Changed());
  }

  /** From now on the state cannot be read, or can again; nobody is told. */
  void silent(boolean now) {
    silent = now;
    version++;
  }

  void hint(Hint hint) {
    if (socket != null) {
      socket.put(hint);
    }
  }

  // --- what is so
  // ----------------------------------------------------------------------------------

  /** Steps with each change. */
  long version() {
    return version;
  }

  boolean isSilent() {
    return silent;
  }

  /** The line that carries the traffic of this family now, if it can. */
  Optional<String> carrying(AddressFamily family) {
    Line line = lines.get(route);
    return line != null && line.carrier && line.addresses.containsKey(family)
        ? Optional.of(route)
        : Optional.empty();
  }

  /** The address that this line has, if it is usable. */
  Optional<IpAddress> usable(String line, AddressFamily family) {
    Line found = lines.get(line);
    return found != null && found.carrier
        ? Optional.ofNullable(found.addresses.get(family))
        : Optional.empty();
  }

  /** The line with the default route; empty if there is none. */
  String route() {
    return route;
  }

  /** The line that packets with this source address can leave by. */
  Optional<String> lineOf(IpAddress address) {
    return lines.entrySet().stream()
        .filter(each -> each.getValue().carrier)
        .filter(each -> each.getValue().addresses.containsValue(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  boolean owns(IpAddress address) {
    return lines.values().stream().anyMatch(l -> l.addresses.containsValue(address));
  }

  // --- as a process sees it
  // ------------------------------------------------------------------------

  Network open() {
    socket = new Socket();
    return socket;
  }

  private NetworkState state() {
    NetworkState known = state;
    if (known == null) {
      var interfaces = new ArrayList<InterfaceState>();
      lines.forEach(
          (name, line) ->
              interfaces.add(
                  new InterfaceState(
                      name,
                      interfaces.size() + 2,
                      "",
                      true,
                      line.carrier,
                      false,
                      line.addresses.values().stream().map(Kernel::configured).toList())));
      known = new NetworkState(interfaces);
      state = known;
    }
    return known;
  }

  private static InterfaceAddress configured(IpAddress address) {
    return new InterfaceAddress(
        address,
        address.family() == AddressFamily.IPV4 ? 24 : 64,
        InterfaceAddress.Scope.GLOBAL,
        Set.of(),
        InterfaceAddress.FOREVER);
  }

  private final class Socket implements Network {
    private final Queue<Hint> hints = new ArrayDeque<>();
    private final Calendar.Flag flag = calendar.flag();

    void put(Hint hint) {
      if (hints.size() < 16) {
        hints.add(hint);
      }
      flag.raise();
    }

    @Override
    public NetworkState read() throws IOException {
      looked.run();
      if (silent) {
        throw new IOException("No buffer space available");
      }
      return state();
    }

    @Override
    public Hint await(Duration timeout) {
      Hint hint = hints.poll();
      if (hint == null) {
        boolean _ = flag.await(calendar.now() + timeout.toNanos());
        hint = hints.poll();
      }
      return hint == null ? new Hint.Timeout() : hint;
    }

    @Override
    public void wake() {
      put(new Hint.Woken());
    }

    @Override
    public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
      Optional<String> bySource =
          sourceRules ? source.flatMap(Kernel.this::lineOf) : Optional.empty();
      return towardsBy(destination, bySource.orElse(route));
    }

    @Override
    public List<DefaultRoute> defaults() {
      var defaults = new ArrayList<DefaultRoute>();
      lines.forEach(
          (name, line) -> {
            int metric = 100 + defaults.size();
            for (AddressFamily family : line.addresses.keySet()) {
              int table = name.equals(route) ? DefaultRoute.MAIN_TABLE : metric;
              defaults.add(new DefaultRoute(family, name, Optional.empty(), table, metric));
            }
          });
      return defaults;
    }

    @Override
    public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
      Map<String, RouteAnswer> known =
          ways.computeIfAbsent(destination.family(), _ -> new HashMap<>());
      RouteAnswer answer = known.get(interfaceName);
      if (answer == null) {
        answer = way(destination, interfaceName);
        known.put(interfaceName, answer);
      }
      return answer;
    }

    private RouteAnswer way(IpAddress destination, String interfaceName) {
      Line line = lines.get(interfaceName);
      IpAddress own = line == null ? null : line.addresses.get(destination.family());
      return own == null
          ? new RouteAnswer.Unreachable("Network is unreachable")
          : new RouteAnswer.Leaves(
              interfaceName, Optional.of(own), Optional.empty(), RouteAnswer.Matched.DEFAULT, 100);
    }

    @Override
    public String describe() {
      return "simulated";
    }

    @Override
    public void close() {}
  }

  /** The addresses of every line, for people. */
  List<String> describe() {
    return lines.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().addresses).toList();
  }
}
