package homeport.agent;

import homeport.agent.journal.Entry;
import homeport.agent.journal.Journal;
import homeport.agent.notify.Words;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Published;
import homeport.agent.plan.Visible;
import homeport.agent.transport.Via;
import homeport.agent.verify.Authorities;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Says;
import homeport.agent.verify.Verifier;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** After an update: asks every authoritative server until all answer the new address. */
final class Checks {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A look before an update must not hold the update up for long. */
  private static final Duration LOOK_FOR = Duration.ofSeconds(2);

  private static final Duration KNOW_SERVERS_FOR = Duration.ofHours(1);

  private final Verifier verifier;
  private final Journal journal;
  private final World world;
  private final Log log;
  private final Map<Key, Visible> visible = new ConcurrentHashMap<>();
  private final Map<Hostname, Servers> servers = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();

  private record Servers(Authorities found, Instant until) {}

  Checks(Verifier verifier, Journal journal, World world, Log log) {
    this.verifier = verifier;
    this.journal = journal;
    this.world = world;
    this.log = log;
  }

  /** What is known about the visibility of a key's newest update. */
  Optional<Visible> visible(Key key) {
    return Optional.ofNullable(visible.get(key));
  }

  /** How many checks are under way. */
  int running() {
    return running.get();
  }

  /**
   * Whether DNS says just these addresses already; false also if nobody can be asked.
   *
   * @param latest when no further question is asked (steady clock)
   */
  boolean alreadySay(Name name, List<IpAddress> addresses, Instant latest) {
    if (!(name.check() instanceof Name.Check.Ask ask) || ask.names().isEmpty()) {
      return false;
    }
    Instant own = world.now().steady().plus(LOOK_FOR);
    Instant deadline = own.isBefore(latest) ? own : latest;
    return ask.names().stream()
        .allMatch(
            hostname ->
                world.now().steady().isBefore(deadline)
                    && authorities(hostname, ask) instanceof Authorities.Found(var found)
                    && Verifier.allSay(
                        verifier.look(found, hostname, name.key().family(), new Via.Any()),
                        addresses));
  }

  private Authorities authorities(Hostname hostname, Name.Check.Ask ask) {
    if (!ask.servers().isEmpty()) {
      return new Authorities.Found(ask.servers());
    }
    Instant now = world.now().steady();
    Servers known = servers.get(hostname);
    if (known == null || known.until().isBefore(now)) {
      Authorities found = verifier.authorities(hostname, new Via.Any());
      Duration keep = found instanceof Authorities.Found ? KNOW_SERVERS_FOR : Duration.ZERO;
      known = new Servers(found, now.plus(keep));
      servers.put(hostname, known);
    }
    return known.found();
  }

  /** Begins to look for what a request published, beside everything else. */
  void begin(Map<Key, Name> names, Map<Change, Outcome> ended, Instant sentAt) {
    ended.forEach(
        (change, outcome) -> {
          Name name = names.get(change.key());
          if (name != null
              && outcome instanceof Outcome.Applied
              && change instanceof Change.Put put) {
            visible.remove(put.key());
            begin(put, name, sentAt);
          }
        });
  }

  private void begin(Change.Put put, Name name, Instant sentAt) {
    switch (name.check()) {
      // Nothing to wait for, and ten thousand tasks that wait for nothing take 30 MB.
      case Name.Check.Skip(var why) ->
          tell(put, put.key().target().name(), new Visible.NotVerifiable(why));
      case Name.Check.Ask ask -> {
        running.incrementAndGet();
        world.start(
            "check " + put.key(),
            () -> {
              try {
                check(put, ask, sentAt);
              } finally {
                running.decrementAndGet();
              }
            });
      }
    }
  }

  private void check(Change.Put put, Name.Check.Ask ask, Instant sentAt) {
    for (Hostname hostname : ask.names()) {
      switch (authorities(hostname, ask)) {
        case Authorities.None(var why) ->
            tell(put, hostname.toString(), new Visible.NotVerifiable(why));
        case Authorities.Found(var found) -> poll(put, hostname, found, sentAt);
      }
    }
  }

  private void poll(Change.Put put, Hostname hostname, List<NameServer> found, Instant sentAt) {
    World.Signal pause = world.signal();
    Duration wait = FIRST_PAUSE;
    while (isNewest(put)) {
      Map<NameServer, Says> said =
          verifier.look(found, hostname, put.key().family(), new Via.Any());
      Duration passed = Duration.between(sentAt, world.now().steady());
      List<String> behind = Verifier.saying(said, put.addresses(), false);
      List<String> there = Verifier.saying(said, put.addresses(), true);
      if (behind.isEmpty() && !there.isEmpty()) {
        tell(
            put, hostname.toString(), new Visible.Everywhere(passed, there, Verifier.silent(said)));
        return;
      }
      if (passed.compareTo(PATIENCE) > 0) {
        tell(
            put,
            hostname.toString(),
            behind.isEmpty()
                ? new Visible.NotVerifiable("no name server could be asked: " + reasons(said))
                : new Visible.NotYet(behind, passed));
        return;
      }
      boolean _ = pause.await(world.now().steady().plus(wait));
      wait =
          wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
    }
  }

  private boolean isNewest(Change.Put put) {
    return journal.memory().published(put.key()) instanceof Published.Known known
        && known.addresses().equals(put.addresses());
  }

  private static String reasons(Map<NameServer, Says> said) {
    var reasons = new ArrayList<String>();
    said.forEach(
        (server, says) -> {
          switch (says) {
            case Says.Silent(var why) -> reasons.add(server + " " + why);
            case Says.Addresses _ -> {}
          }
        });
    return String.join(", ", reasons);
  }

  private void tell(Change.Put put, String name, Visible result) {
    if (!isNewest(put)) {
      return;
    }
    // Of several names the one that is behind counts.
    visible.merge(put.key(), result, (old, now) -> old instanceof Visible.NotYet ? old : now);
    String text = Words.visible(name, put.addresses(), result);
    log.say(text);
    journal.append(Entry.note("visible", text, Map.of())).ifPresent(log::warn);
  }
}
