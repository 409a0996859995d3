package homeport.agent;

import homeport.agent.plan.Vote;
import homeport.agent.source.AddressSource;
import homeport.dns.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the answers to mode {@code detected} fresh: at once when the network changed, else now and
 * then. A task for each place that is asked from, so that one that hangs delays no other.
 */
final class Detecting implements AutoCloseable {
  private final Sight sight;
  private final World world;
  private final Log log;
  private final Supplier<Panel> panel;
  private final Consumer<Sight.Difference> tell;
  private final Map<Vantage, Watch> watches = new ConcurrentHashMap<>();
  private final Listening listening;
  private final Map<Vantage, Pulse> pulses = new HashMap<>();
  private boolean running;
  private boolean closed;

  /**
   * Who can be asked.
   *
   * @param sources each with a name of its own
   * @param allowed special ranges that the user allowed by name
   */
  record Panel(List<AddressSource> sources, Set<AddressRange> allowed) {
    Panel {
      sources = List.copyOf(sources);
      allowed = Set.copyOf(allowed);
    }
  }

  /**
   * @param panel as the configuration now says; the same sources until it changes
   * @param tell told when an answer changed; must not call {@link #lookAgain} for the answer alone
   */
  Detecting(
      Sight sight, World world, Log log, Supplier<Panel> panel, Consumer<Sight.Difference> tell) {
    this.sight = sight;
    this.log = log;
    this.world = world;
    this.panel = panel;
    this.tell = tell;
    this.listening = new Listening(world, log);
  }

  /** Lives from now on. */
  synchronized void begin() {
    running = true;
    watches.values().forEach(this::start);
    lookAgain();
  }

  /** Something is different: what was detected before may be old. */
  synchronized void lookAgain() {
    if (closed) {
      return;
    }
    Set<Vantage> wanted = sight.toDetect();
    watches.entrySet().removeIf(each -> isOver(each.getValue(), wanted));
    for (Vantage vantage : wanted) {
      Watch watch = watches.get(vantage);
      if (watch == null) {
        watch = new Watch(vantage, sight, world, log, panel, tell);
        watches.put(vantage, watch);
        start(watch);
      } else {
        watch.again();
      }
    }
    if (running) {
      listening.follow(Map.copyOf(watches), panel.get().sources());
      adjustPulses();
    }
  }

  /** Behind a translation only: who holds the public address itself hears the kernel. */
  private void adjustPulses() {
    pulses.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue()));
    watches.forEach(
        (vantage, watch) -> {
          if (!pulses.containsKey(vantage) && Pulse.isPossible(vantage, panel.get())) {
            var pulse = new Pulse(vantage, world, log, panel, watch::again);
            pulses.put(vantage, pulse);
            world.start("pulse " + vantage, pulse::live);
          }
        });
  }

  private boolean isOver(Vantage vantage, Pulse pulse) {
    boolean over = !watches.containsKey(vantage) || !Pulse.isPossible(vantage, panel.get());
    if (over) {
      pulse.end();
    }
    return over;
  }

  private static boolean isOver(Watch watch, Set<Vantage> wanted) {
    boolean over = !wanted.contains(watch.vantage());
    if (over) {
      watch.end();
    }
    return over;
  }

  private void start(Watch watch) {
    if (running) {
      world.start("detect " + watch.vantage(), watch::live);
    }
  }

  /** Detects everything once, now, as far as it takes: a lone voice needs a minute. */
  void all() {
    lookAgain();
    Collection<Watch> all = watches.values();
    var ended = new AtomicInteger();
    World.Signal done = world.signal();
    for (Watch watch : all) {
      world.start(
          "detect " + watch.vantage(),
          () -> {
            try {
              watch.settle();
            } finally {
              ended.incrementAndGet();
              done.raise();
            }
          });
    }
    Instant latest = world.now().steady().plus(Duration.ofMinutes(5));
    while (ended.get() < all.size() && world.now().steady().isBefore(latest)) {
      boolean _ = done.await(latest);
    }
  }

  /** What every witness said last when it was asked from there, by name. */
  List<Vote> votes(Vantage vantage) {
    return Optional.ofNullable(watches.get(vantage)).map(Watch::votes).orElse(List.of());
  }

  /** How it stands with every place that is asked from. */
  List<Watch.Seen> seen() {
    return watches.values().stream()
        .flatMap(watch -> watch.seen().stream())
        .sorted(Comparator.comparing(seen -> seen.vantage().toString()))
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    listening.close();
    watches.values().forEach(Watch::end);
    pulses.values().forEach(Pulse::end);
  }
}
