package homeport.agent.sim;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is beyond each line: whether packets come back, and which address the world sees. */
final class Isps {
  /** One of those that are probed is dead all the time; the others have to do. */
  private static final Set<IpAddress> DEAD_HOSTS =
      Set.of(IpAddress.of("8.8.8.8"), IpAddress.of("2001:4860:4860::8888"));

  private final Calendar calendar;
  private final Kernel kernel;
  private final SplittableRandom random;
  private final Set<String> dead = new TreeSet<>();
  private final Map<String, Long> since = new HashMap<>();
  private final Map<String, IpAddress> outer = new TreeMap<>();
  private final Map<String, Map<IpAddress, Long>> former = new HashMap<>();
  private boolean forbidden;
  private long forbiddenSince = Long.MIN_VALUE / 2;

  Isps(Calendar calendar, Kernel kernel, long seed) {
    this.calendar = calendar;
    this.kernel = kernel;
    this.random = new SplittableRandom(seed);
    for (String line : Kernel.LINES) {
      outer.put(line, address(line, 0));
    }
  }

  /** The address that the world sees behind a line. */
  static IpAddress address(String line, int number) {
    return IpAddress.of("192.0.2." + ((line.equals("wan1") ? 100 : 120) + number));
  }

  // --- what happens to them

  void alive(String line, boolean now) {
    if (now ? dead.remove(line) : dead.add(line)) {
      since.put(line, calendar.now());
    }
  }

  void forbid(boolean now) {
    if (forbidden != now) {
      forbiddenSince = calendar.now();
    }
    forbidden = now;
  }

  void outer(String line, IpAddress address) {
    IpAddress old = outer.put(line, address);
    if (old != null && !old.equals(address)) {
      former.computeIfAbsent(line, _ -> new TreeMap<>()).put(old, calendar.now());
    }
  }

  // --- what is so

  boolean isAlive(String line) {
    return !dead.contains(line);
  }

  /** Since when it lives, or is dead. */
  long since(String line) {
    return Math.max(since.getOrDefault(line, Long.MIN_VALUE / 2), forbiddenSince);
  }

  /** Whether the system forbids to probe: then nobody can know. */
  boolean isForbidden() {
    return forbidden;
  }

  /** Whether packets from this address leave, and answers come back. */
  boolean reaches(IpAddress source) {
    return kernel.lineOf(source).filter(this::isAlive).isPresent();
  }

  IpAddress outer(String line) {
    return outer.getOrDefault(line, address(line, 0));
  }

  /** Those that it was until that instant or later. */
  Map<IpAddress, Long> former(String line) {
    return former.getOrDefault(line, Map.of());
  }

  // --- as a process finds it out

  Prober prober() {
    return (uplink, host, timeout) -> probe(uplink, host, timeout);
  }

  private Probe probe(Uplink uplink, IpAddress host, Duration timeout) {
    if (forbidden) {
      return new Probe.Forbidden("the system does not let us");
    }
    AddressFamily family = host.family();
    boolean own =
        kernel
            .usable(uplink.interfaceName(), family)
            .filter(address -> address.equals(uplink.source()))
            .isPresent();
    if (!own) {
      return new Probe.Silent("cannot leave");
    }
    if (isAlive(uplink.interfaceName()) && !DEAD_HOSTS.contains(host)) {
      Duration after = Duration.ofMillis(random.nextInt(2, 60));
      calendar.pass(after);
      return new Probe.Answered(after);
    }
    calendar.pass(timeout);
    return new Probe.Silent("no answer");
  }
}
