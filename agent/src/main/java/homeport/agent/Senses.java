package homeport.agent;

import homeport.agent.config.Config;
import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.plan.Trigger;
import homeport.agent.transport.Http;
import homeport.agent.uplink.UplinkRules;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The agent's senses: what it sees, hears, asks and probes, and who has to look again for it. Every
 * news ends in one look; what is different after that is told.
 */
final class Senses implements AutoCloseable {
  /** For a request by an uplink that was left. An update is answered in a fraction of this. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Network network;
  private final World world;
  private final Http http;
  private final Log log;
  private final Agent.Parts parts;
  private final Told told;
  private final Sight sight;
  private final Detecting detecting;
  private final Probing probing;
  private final Duties duties;
  private volatile Detecting.Panel panel = new Detecting.Panel(List.of(), Set.of());
  private volatile UplinkRules uplinks = UplinkRules.SINGLE;
  private volatile boolean running;
  private volatile boolean closed;

  /** Who has to know. */
  interface Told {
    /** These questions have other answers than before. */
    void changed(Set<Question> questions, Trigger why);

    /** The machine slept, or its clock was set: everything that waits may be due. */
    void resumed();
  }

  Senses(Network network, World world, Http http, Log log, Agent.Parts parts, Told told) {
    this.network = network;
    this.world = world;
    this.http = http;
    this.log = log;
    this.parts = parts;
    this.told = told;
    this.sight = new Sight(network, world);
    this.detecting = new Detecting(sight, world, log, () -> panel, this::detected);
    this.probing =
        new Probing(
            sight,
            world,
            log,
            () -> uplinks.probes(),
            parts.prober(),
            difference -> tell(difference, Trigger.NETWORK));
    this.duties =
        new Duties(
            sight, world, parts.whyNotOnDuty(), difference -> tell(difference, Trigger.NETWORK));
  }

  /** What is seen. */
  Sight sight() {
    return sight;
  }

  /** How it stands with every place that is asked from. */
  List<Watch.Seen> detected() {
    return detecting.seen();
  }

  /** Takes what a configuration wants to know, and looks. */
  void ask(Config config) {
    panel = new Detecting.Panel(parts.sources().apply(config), Sources.allowed(config));
    uplinks = config.uplinks();
    sight.ask(
        config.hosts().stream()
            .flatMap(host -> host.families().stream().map(family -> Names.question(host, family)))
            .collect(Collectors.toSet()),
        config.uplinks(),
        config.rules());
    look(Trigger.RELOADED);
  }

  /** Has everything looked at again that is asked of others: the configuration changed. */
  void askOthersAgain() {
    detecting.lookAgain();
    duties.lookAgain();
    if (running) {
      network.wake(); // Its listener may be in a longer wait than the new hosts allow.
    }
  }

  /** Lives from now on; returns at once. */
  void begin() {
    running = true;
    world.dedicate("network", this::listen);
    detecting.begin();
    probing.begin();
    duties.begin();
  }

  /** Reads everything again, now. */
  void look(Trigger why) {
    tell(sight.look(), why);
  }

  /** Asks everybody once, now, and waits for it. */
  void askAll() {
    duties.all();
    detecting.all();
  }

  private void listen() {
    World.Signal pause = world.signal();
    boolean healthy = true;
    while (!closed) {
      try {
        hear(network.await(sight.patience()));
        healthy = true;
      } catch (RuntimeException e) {
        log.fault("hearing the network", e);
        boolean _ = pause.await(world.now().steady().plusSeconds(60));
      } catch (IOException e) {
        if (healthy && !closed) {
          log.warn("the network cannot be heard (" + e.getMessage() + "); it is read every 5 s");
        }
        healthy = false;
        boolean _ = pause.await(world.now().steady().plusSeconds(5));
        tell(sight.look(), Trigger.TIMER);
      }
    }
  }

  private void hear(Hint hint) {
    tell(sight.look(), triggerOf(hint));
    if (!(hint instanceof Hint.Timeout)) {
      duties.lookAgain();
    }
    if (hint instanceof Hint.ClockJumped) {
      detecting.lookAgain(); // Behind a router the address may have changed during the sleep.
      told.resumed();
    }
  }

  private static Trigger triggerOf(Hint hint) {
    return switch (hint) {
      case Hint.Changed _, Hint.Overrun _ -> Trigger.NETWORK;
      case Hint.Timeout _, Hint.Woken _ -> Trigger.TIMER;
      case Hint.ClockJumped _ -> Trigger.RESUMED;
    };
  }

  /** Has every lane look that asked for something that is different now. */
  private void tell(Sight.Difference difference, Trigger why) {
    if (difference.isNone() && uplinks.mode() == UplinkRules.Mode.SINGLE) {
      return; // Most looks.
    }
    spread(difference, why);
    if (!difference.changed().isEmpty() || difference.elsewhere()) {
      detecting.lookAgain();
    }
  }

  /** What was detected: no reason to detect again, lest two sources that differ ask for ever. */
  private void detected(Sight.Difference difference) {
    spread(difference, Trigger.NETWORK);
    if (difference.elsewhere()) {
      detecting.lookAgain();
    }
  }

  private void spread(Sight.Difference difference, Trigger why) {
    // Nothing can come back to an address that is gone: whoever waits for it waits in vain.
    difference.gone().forEach(http::abandon);
    difference.left().forEach(source -> world.start("leave " + source, () -> leave(source)));
    probing.adjust();
    if (!difference.changed().isEmpty()) {
      told.changed(difference.changed(), why);
    }
  }

  /**
   * The traffic moved to another uplink, perhaps because this one is dead: what still waits for an
   * answer by it gets a moment, then the newest address must not wait for it any longer.
   */
  private void leave(IpAddress source) {
    boolean _ = world.signal().await(world.now().steady().plus(GRACE));
    if (!sight.carries(source)) {
      int _ = http.abandon(source);
    }
  }

  @Override
  public void close() {
    closed = true;
    detecting.close();
    probing.close();
    duties.close();
    network.wake();
  }
}
