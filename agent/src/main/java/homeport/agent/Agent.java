package homeport.agent;

import homeport.agent.catalog.Descriptor;
import homeport.agent.config.Config;
import homeport.agent.config.Fingerprint;
import homeport.agent.config.Host;
import homeport.agent.journal.Journal;
import homeport.agent.net.Network;
import homeport.agent.plan.Account;
import homeport.agent.plan.Round;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.provider.Provider;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Http;
import homeport.agent.transport.Via;
import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.Prober;
import homeport.agent.verify.Verifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The running agent: hears the network, and has each lane look when what it looks at changed.
 *
 * <p>{@link Lane#run} is the round; this class only says when.
 */
final class Agent implements AutoCloseable {
  /** As many as make packaging/agent.jvm compile what a round runs through; a few ms in all. */
  private static final int REHEARSALS = 40;

  private final World world;
  private final Network network;
  private final Http http;
  private final Journal journal;
  private final Log log;
  private final Parts parts;
  private final Senses senses;
  private final Checks checks;
  private final Fingerprint fingerprint;
  private final Blocks blocks;
  private final Map<Account, Lane> lanes = new ConcurrentSkipListMap<>();
  private volatile Config config;
  private volatile boolean running;
  private volatile boolean closed;

  /**
   * What the agent makes of a configuration.
   *
   * @param provider speaks for one account, as its hosts say
   * @param sources who is asked for the public address
   * @param prober finds out whether an uplink is alive, by these methods in this order
   * @param whyNotOnDuty runs a program that tells whether this machine is on duty; empty if it is
   * @param version of this program
   */
  record Parts(
      BiFunction<Config, Host, Provider> provider,
      Function<Config, List<AddressSource>> sources,
      Function<List<ProbeRules.Method>, Prober> prober,
      Function<List<String>, Optional<String>> whyNotOnDuty,
      String version) {}

  Agent(
      Config config,
      World world,
      Network network,
      Http http,
      Verifier verifier,
      Journal journal,
      Log log,
      Parts parts) {
    this.config = config;
    this.world = world;
    this.network = network;
    this.http = http;
    this.journal = journal;
    this.log = log;
    this.parts = parts;
    this.senses = new Senses(network, world, http, log, parts, told());
    this.checks = new Checks(verifier, journal, world, log);
    this.fingerprint = new Fingerprint(journal.salt());
    this.blocks = new Blocks(journal, fingerprint, parts.version(), log);
    journal.complaints().forEach(log::warn);
    configure(config);
  }

  private Senses.Told told() {
    return new Senses.Told() {
      @Override
      public void changed(Set<Question> questions, Trigger why) {
        for (Lane lane : lanes.values()) {
          if (lane.asksAny(questions)) {
            lane.inbox().put(why);
          }
        }
      }

      @Override
      public void resumed() {
        lanes.values().forEach(lane -> lane.inbox().put(Trigger.RESUMED));
      }
    };
  }

  // --- configuration -----------------------------------------------------------------------------

  /** Takes a configuration: at the start, and with each reload. What is unchanged goes on. */
  void configure(Config next) {
    config = next;
    blocks.endWhereSettingsChanged(next);
    Map<Account, List<Host>> hosts =
        next.hosts().stream()
            .collect(Collectors.groupingBy(Host::account, TreeMap::new, Collectors.toList()));
    senses.ask(next);
    StatusOfUplinks.found(senses.sight().uplinks()).ifPresent(log::say);
    hosts.forEach((account, ofAccount) -> lane(account, setup(next, ofAccount)));
    lanes.entrySet().removeIf(each -> retired(each, hosts.keySet()));
    senses.askOthersAgain();
  }

  private Lane.Setup setup(Config next, List<Host> hosts) {
    return Lane.Setup.of(
        hosts.stream().flatMap(host -> Names.of(host).stream()).toList(),
        subject -> fingerprint.of(subject, next, parts.version()),
        parts.provider().apply(next, hosts.getFirst().beside(hosts)));
  }

  private void lane(Account account, Lane.Setup setup) {
    Lane lane = lanes.get(account);
    if (lane == null) {
      lane = new Lane(account, setup, new Lane.Shared(senses.sight(), checks, journal, world, log));
      lanes.put(account, lane);
      if (running) {
        world.start("lane " + account, lane::live);
      }
    } else {
      lane.take(setup);
      lane.inbox().put(Trigger.RELOADED);
    }
  }

  private static boolean retired(Map.Entry<Account, Lane> each, Set<Account> wanted) {
    boolean retired = !wanted.contains(each.getKey());
    if (retired) {
      each.getValue().inbox().close();
    }
    return retired;
  }

  // --- running -----------------------------------------------------------------------------------

  /** Starts to listen and to live; returns at once. */
  void begin() {
    running = true;
    warm();
    lanes.forEach((account, lane) -> world.start("lane " + account, lane::live));
    senses.begin();
    world.start("rehearse", this::rehearse);
  }

  /** Rounds that send nothing: the first change should find their code compiled. */
  private void rehearse() {
    Optional<Lane> any = lanes.values().stream().findFirst();
    for (int i = 0; any.isPresent() && i < REHEARSALS && !closed; i++) {
      senses.look(Trigger.TIMER);
      Round _ = any.get().run(Trigger.STARTED, Set.of(), true);
    }
  }

  /** The first update should find HTTP and TLS loaded, so that it leaves within milliseconds. */
  private void warm() {
    var seen = new HashSet<String>();
    for (Host host : config.hosts()) {
      URI url = destination(host.provider());
      if (seen.add(url.getAuthority())) {
        world.start("warm " + url.getAuthority(), () -> warm(url, host));
      }
    }
  }

  /** Scheme, host and port of a provider; what follows may have slots. */
  static URI destination(Descriptor provider) {
    String url = provider.request().url().source();
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return URI.create(path < 0 ? url : url.substring(0, path));
  }

  private void warm(URI url, Host host) {
    http.warm(url, host.ca(), new Via.Any())
        .ifPresent(why -> log.say("no connection to " + url.getAuthority() + " yet: " + why));
  }

  /**
   * One round of every lane, and the wait for what the name servers say.
   *
   * @param dry send nothing
   * @return none of a lane in which this program made a mistake, which the log tells
   */
  List<Round> once(boolean dry) {
    senses.askAll();
    var rounds = new ArrayList<Round>();
    var ended = new AtomicInteger();
    World.Signal done = world.signal();
    Collection<Lane> all = lanes.values();
    for (Lane lane : all) {
      world.start(
          "lane " + lane.account(),
          () -> {
            try {
              Round round = lane.once(dry);
              synchronized (rounds) {
                rounds.add(round);
              }
            } catch (RuntimeException e) {
              log.fault("the round of " + lane.account(), e);
            } finally {
              ended.incrementAndGet();
              done.raise();
            }
          });
    }
    Instant deadline = world.now().steady().plus(Duration.ofMinutes(10));
    while ((ended.get() < all.size() || checks.running() > 0)
        && world.now().steady().isBefore(deadline)) {
      boolean _ = done.await(world.now().steady().plusMillis(20));
    }
    synchronized (rounds) {
      return List.copyOf(rounds);
    }
  }

  // --- what people ask for -----------------------------------------------------------------------

  /** What is known about every name. */
  Map<String, Object> status() {
    Map<String, Object> status =
        Status.of(
            journal,
            checks,
            world.now(),
            lanes.values(),
            parts.version(),
            network.describe(),
            senses.detected());
    status.put("uplinks", StatusOfUplinks.uplinks(senses.sight().uplinks()));
    return status;
  }

  /** Ends whatever blocks the targets or holds them back, and looks at once. */
  String unblock(List<Target> targets) {
    String text = blocks.end(targets);
    ask(targets, Set.of());
    return text;
  }

  /** Has the targets sent now, although unchanged. */
  String update(List<Target> targets) {
    senses.look(Trigger.ASKED);
    ask(targets, Set.copyOf(targets));
    return "It is sent now, unless it is blocked or has to wait; journal and status tell.";
  }

  private void ask(List<Target> targets, Set<Target> send) {
    for (Target target : targets) {
      Lane lane = lanes.get(target.account());
      if (lane != null) {
        lane.inbox().put(Trigger.ASKED, send);
      }
    }
  }

  Config config() {
    return config;
  }

  Collection<Lane> lanes() {
    return lanes.values();
  }

  Checks checks() {
    return checks;
  }

  /** Ends every task and lets go of the state. An update in flight is waited for, for a while. */
  @Override
  public void close() {
    closed = true;
    senses.close();
    lanes.values().forEach(lane -> lane.inbox().close());
    World.Signal pause = world.signal();
    Instant patience = world.now().steady().plusSeconds(5);
    while (lanes.values().stream().anyMatch(Lane::busy)
        && world.now().steady().isBefore(patience)) {
      boolean _ = pause.await(world.now().steady().plusMillis(10));
    }
    http.close();
    journal.close();
    network.close();
  }
}
