package homeport.agent;

import homeport.agent.source.KeepAlive;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks one cheap server after the other which address it sees, so that a changed outer address is
 * noticed in seconds. What it hears is a hint to have the sources asked, and no vote.
 */
final class Pulse {
  /** To a homeport-server, which is made for it: two small datagrams. */
  static final Duration OURS = Duration.ofSeconds(15);

  /** To strangers' servers, in turn. */
  static final Duration STRANGERS = Duration.ofMinutes(5);

  /** So often silent, one of ours is taken for gone. */
  private static final int MISSES = 3;

  private final Vantage vantage;
  private final World world;
  private final Log log;
  private final Supplier<Detecting.Panel> panel;
  private final Runnable hint;
  private final World.Signal signal;
  private final Map<String, IpAddress> last = new HashMap<>();
  private int turn;
  private int tried;
  private int missed;
  private Optional<String> ours = Optional.empty();
  private volatile boolean ended;

  /**
   * @param hint the address may be another one now
   */
  Pulse(Vantage vantage, World world, Log log, Supplier<Detecting.Panel> panel, Runnable hint) {
    this.vantage = vantage;
    this.world = world;
    this.log = log;
    this.panel = panel;
    this.hint = hint;
    this.signal = world.signal();
    this.turn = world.random().nextInt(1000);
  }

  /** Whether there is anybody to ask. */
  static boolean isPossible(Vantage vantage, Detecting.Panel panel) {
    return !servers(vantage, panel).isEmpty();
  }

  private static List<KeepAlive> servers(Vantage vantage, Detecting.Panel panel) {
    return panel.sources().stream()
        .filter(source -> source instanceof KeepAlive && source.canSay(vantage.family()))
        .map(source -> (KeepAlive) source)
        .toList();
  }

  /** Asks now and then, until it is ended or nobody is left to ask. */
  void live() {
    while (!ended) {
      List<KeepAlive> servers = servers(vantage, panel.get());
      if (servers.isEmpty()) {
        return;
      }
      beat(servers);
      // At first each is asked once, to find one of ours among them.
      if (!ended && (ours.isPresent() || tried >= servers.size())) {
        boolean _ = signal.await(world.now().steady().plus(ours.isPresent() ? OURS : STRANGERS));
      }
    }
  }

  /** Asks no more. */
  void end() {
    ended = true;
    signal.raise();
  }

  private void beat(List<KeepAlive> servers) {
    KeepAlive server =
        servers.stream()
            .filter(each -> ours.filter(each.name()::equals).isPresent())
            .findFirst()
            .orElseGet(() -> servers.get(turn++ % servers.size()));
    tried++;
    KeepAlive.Beat beat = ask(server);
    if (ended) {
      return;
    }
    note(server.name(), beat);
    if (beat.address().isPresent()) {
      IpAddress before = last.put(server.name(), beat.address().get());
      if (before != null && !before.equals(beat.address().get())) {
        hint.run();
      }
    }
  }

  private void note(String name, KeepAlive.Beat beat) {
    if (beat.address().isPresent()) {
      missed = 0;
      ours = beat.ours() ? Optional.of(name) : Optional.empty();
    } else if (ours.filter(name::equals).isPresent() && ++missed >= MISSES) {
      missed = 0;
      ours = Optional.empty();
    }
  }

  private KeepAlive.Beat ask(KeepAlive server) {
    try {
      return server.beat(vantage.family(), vantage.via());
    } catch (RuntimeException e) {
      log.fault("asking " + server.name(), e);
      return new KeepAlive.Beat(Optional.empty(), false);
    }
  }
}
