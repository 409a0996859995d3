package homeport.agent;

import homeport.agent.uplink.Health;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.ProbeHosts;
import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the health of the uplinks: a task for each line while there is another one to switch to, so
 * that a probe that waits for its answer delays no other.
 */
final class Probing implements AutoCloseable {
  private final Sight sight;
  private final World world;
  private final Log log;
  private final Supplier<ProbeRules> rules;
  private final Function<List<ProbeRules.Method>, Prober> probers;
  private final Consumer<Sight.Difference> tell;
  private final Map<Line, World.Signal> tasks = new HashMap<>();
  private boolean begun;
  private volatile boolean closed;

  /**
   * @param rules as the configuration now says
   * @param probers makes a prober that tries these methods in this order
   * @param tell told when an answer changed
   */
  Probing(
      Sight sight,
      World world,
      Log log,
      Supplier<ProbeRules> rules,
      Function<List<ProbeRules.Method>, Prober> probers,
      Consumer<Sight.Difference> tell) {
    this.sight = sight;
    this.world = world;
    this.log = log;
    this.rules = rules;
    this.probers = probers;
    this.tell = tell;
  }

  synchronized void begin() {
    begun = true;
    adjust();
  }

  /** The lines may be others than before: what is new begins, what is gone ends by itself. */
  synchronized void adjust() {
    if (!begun || closed) {
      return;
    }
    for (Line line : sight.toProbe().keySet()) {
      if (!tasks.containsKey(line)) {
        World.Signal signal = world.signal();
        tasks.put(line, signal);
        // A wait for an echo holds its thread in the system.
        world.dedicate("probe " + line, () -> live(line, signal));
      }
    }
  }

  private void live(Line line, World.Signal signal) {
    ProbeRules now = rules.get();
    Prober prober = probers.apply(now.by());
    var hosts = new ProbeHosts();
    while (goesOn(line)) {
      if (!rules.get().equals(now)) {
        now = rules.get();
        prober = probers.apply(now.by());
      }
      Instant sentAt = world.now().steady();
      Health health = probe(line, prober, now, hosts);
      boolean _ = signal.await(sentAt.plus(health.pause(now)));
    }
  }

  /** Asked and left under one lock, lest a line that comes back finds a task that just ended. */
  private synchronized boolean goesOn(Line line) {
    boolean on = !closed && sight.toProbe().containsKey(line);
    if (!on) {
      tasks.remove(line);
    }
    return on;
  }

  private Health probe(Line line, Prober prober, ProbeRules now, ProbeHosts turns) {
    Uplink uplink = sight.toProbe().get(line);
    List<IpAddress> hosts = sight.probeHosts(line, now);
    if (uplink == null || hosts.isEmpty()) {
      return sight.health(line); // The next look ends this.
    }
    Health before = sight.health(line);
    IpAddress host = turns.next(hosts, before);
    Probe probe = probe(prober, uplink, host, now);
    turns.probed(host, probe);
    Sight.Difference difference = sight.probed(line, probe);
    Health after = sight.health(line);
    if (!after.sameAs(before)) {
      log.say("uplink " + line + ": " + after.describe());
    }
    if (probe instanceof Probe.Forbidden(var why) && !before.why().equals(why)) {
      log.warn("uplink " + line + " cannot be probed: " + why);
    }
    if (!difference.changed().isEmpty() || difference.elsewhere()) {
      tell.accept(difference);
    }
    return after;
  }

  private Probe probe(Prober prober, Uplink uplink, IpAddress host, ProbeRules now) {
    try {
      return prober.probe(uplink, host, now.timeout());
    } catch (RuntimeException e) {
      log.fault("probing " + uplink.interfaceName(), e);
      return new Probe.Forbidden("a fault of this program; its log says where");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    tasks.values().forEach(World.Signal::raise);
  }
}
