package homeport.agent;

import homeport.agent.journal.Entry;
import homeport.agent.journal.Journal;
import homeport.agent.journal.Memory;
import homeport.agent.journal.Moment;
import homeport.agent.notify.Words;
import homeport.agent.pace.Pace;
import homeport.agent.pace.Policy;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.pace.Verdict;
import homeport.agent.plan.Account;
import homeport.agent.plan.Change;
import homeport.agent.plan.Desired;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Plan;
import homeport.agent.plan.Published;
import homeport.agent.plan.Round;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Withheld;
import homeport.agent.provider.Batch;
import homeport.agent.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One account at one provider, and the agent's round for it. Lanes run beside each other, so that
 * no provider delays another; within a lane one round follows the other, so that the newest address
 * wins.
 */
final class Lane {
  /** With nothing else to wait for, everything is looked at again after this time. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final Account account;
  private final Sight sight;
  private final Checks checks;
  private final Journal journal;
  private final World world;
  private final Log log;
  private final Inbox inbox;
  private volatile Setup setup;
  private volatile boolean busy;
  private volatile Optional<Round> lastRound = Optional.empty();
  private final Set<Key> proven = new HashSet<>();
  private final Map<Key, String> told = new HashMap<>();

  /** Everything that a lane shares with the others. */
  record Shared(Sight sight, Checks checks, Journal journal, World world, Log log) {}

  /**
   * What the configuration says about this lane; replaced whole by a reload.
   *
   * @param names everything that is published with this account, by key
   * @param policies the rhythm of each target
   * @param settings the fingerprint of the settings behind a subject, which a block depends on
   * @param provider spoken to with this login
   */
  record Setup(
      Map<Key, Name> names,
      Map<Target, Policy> policies,
      Function<Subject, String> settings,
      Provider provider) {

    static Setup of(List<Name> names, Function<Subject, String> settings, Provider provider) {
      var byKey = new LinkedHashMap<Key, Name>();
      var policies = new LinkedHashMap<Target, Policy>();
      for (Name name : names) {
        byKey.put(name.key(), name);
        policies.put(name.target(), name.policy());
      }
      return new Setup(byKey, policies, settings, provider);
    }
  }

  Lane(Account account, Setup setup, Shared shared) {
    this.account = account;
    this.setup = setup;
    this.sight = shared.sight();
    this.checks = shared.checks();
    this.journal = shared.journal();
    this.world = shared.world();
    this.log = shared.log();
    this.inbox = new Inbox(world.signal());
  }

  /** Lives until the inbox is closed: a round whenever there is mail or the time has come. */
  void live() {
    Instant next = world.now().steady();
    while (!inbox.isClosed()) {
      Inbox.Mail mail = inbox.take(next);
      if (!inbox.isClosed()) {
        busy = true;
        next = run(mail.trigger(), mail.asked(), false).next();
        busy = false;
      }
    }
  }

  /**
   * The round. What we see, what should be, what has to change, what may go out now, how it ended,
   * what DNS says, and when to look again.
   *
   * @param dry leave the provider out: tell what would be sent
   */
  Round run(Trigger trigger, Set<Target> asked, boolean dry) {
    Moment now = world.now();
    List<Desired> desired = desired();
    Plan wanted =
        Plan.between(beliefs(desired), desired, dueForRefresh(now), keys(asked::contains));
    Plan plan = dry ? wanted : lookFirst(wanted, desired, keys(asked::contains), now);
    Paced paced = pace(plan, now);
    if (!dry) {
      found(desired, paced.plan().changes());
    }
    Map<Change, Outcome> outcomes = dry ? Map.of() : publish(paced.plan().changes());
    Instant next = next(outcomes, paced, now);
    Round round = new Round(trigger, now.wall(), account, paced.plan(), outcomes, next);
    if (!dry) {
      lastRound = Optional.of(round);
      tell(round);
    }
    return round;
  }

  private List<Desired> desired() {
    return setup.names().values().stream()
        .map(name -> Desired.from(name.key(), sight.see(name.question()), name::forbidding))
        .toList();
  }

  private Map<Key, Published> beliefs(List<Desired> desired) {
    Memory memory = journal.memory();
    return desired.stream().map(Desired::key).collect(Collectors.toMap(k -> k, memory::published));
  }

  private Set<Key> dueForRefresh(Moment now) {
    return keys(target -> Pace.refreshDue(standing(target), now.steady()));
  }

  private Standing standing(Target target) {
    return journal.memory().standing(new Subject.OfHost(target));
  }

  private Set<Key> keys(Predicate<Target> which) {
    return setup.names().keySet().stream()
        .filter(key -> which.test(key.target()))
        .collect(Collectors.toSet());
  }

  /**
   * What may have been published without our knowing (a crash, a full disk, an answer that never
   * came) is looked up before it is sent again.
   */
  private Plan lookFirst(Plan plan, List<Desired> desired, Set<Key> asked, Moment now) {
    var seen = new LinkedHashMap<Key, Published>();
    for (Change change : plan.changes()) {
      if (change instanceof Change.Put put && isDoubtful(put) && proven.add(put.key())) {
        Name name = setup.names().get(put.key());
        if (name != null && checks.alreadySay(name, put.addresses())) {
          seen.put(put.key(), new Published.Known(put.addresses(), now.wall(), Published.How.SEEN));
        }
      }
    }
    if (seen.isEmpty()) {
      return plan;
    }
    String text =
        seen.keySet().stream()
                .map(key -> key.target().name())
                .distinct()
                .collect(Collectors.joining(", "))
            + ": DNS already says so, nothing is sent";
    log.say(text);
    remember(new Entry("seen", text, Map.of(), seen, Map.of()));
    return Plan.between(beliefs(desired), desired, dueForRefresh(now), asked);
  }

  private boolean isDoubtful(Change.Put put) {
    if (put.cause() != Change.Cause.CHANGED) {
      return false;
    }
    return switch (journal.memory().published(put.key())) {
      case Published.Unknown _ -> {
        proven.remove(put.key());
        yield true;
      }
      case Published.Known _ -> !proven.contains(put.key());
      case Published.Absent _ -> !journal.trusted() && !proven.contains(put.key());
    };
  }

  /** What may go out now, and when the rest may. */
  private record Paced(Plan plan, Instant earliest) {}

  private Paced pace(Plan plan, Moment now) {
    var admitted = new ArrayList<Change>();
    var held = new ArrayList<Withheld>();
    Instant earliest = now.steady().plus(LOOK_AGAIN);
    for (Change change : plan.changes()) {
      Optional<String> unsupported = setup.provider().unsupported(change);
      if (unsupported.isPresent()) {
        held.add(new Withheld(change.key(), Withheld.Reason.UNSUPPORTED, unsupported.get()));
        continue;
      }
      Policy policy = policy(change.key().target());
      switch (Pace.judge(change, policy, journal.memory()::standing, now.steady())) {
        case Verdict.Go _ -> admitted.add(change);
        case Verdict.Wait(var until, var why) -> {
          String detail = "until " + seconds(now.dateOf(until)) + ", " + why;
          held.add(new Withheld(change.key(), Withheld.Reason.WAITING, detail));
          earliest = until.isBefore(earliest) ? until : earliest;
        }
        case Verdict.Blocked(var subject, var block) -> {
          String detail =
              subject
                  + " since "
                  + seconds(block.since())
                  + ": "
                  + block.reason().describe()
                  + " (\""
                  + block.said()
                  + "\"); "
                  + block.reason().remedy();
          held.add(new Withheld(change.key(), Withheld.Reason.BLOCKED, detail));
        }
      }
    }
    return new Paced(plan.admitting(admitted, held), earliest);
  }

  /** Says where the addresses that are about to be sent come from. */
  private void found(List<Desired> desired, List<Change> changes) {
    Set<Key> sent = changes.stream().map(Change::key).collect(Collectors.toSet());
    desired.stream()
        .filter(wish -> sent.contains(wish.key()))
        .flatMap(wish -> wish instanceof Desired.Publish found ? Stream.of(found) : Stream.empty())
        .map(found -> "found " + Words.addresses(found.addresses()) + " on " + found.origin())
        .distinct()
        .forEach(log::say);
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private Policy policy(Target target) {
    return setup.policies().getOrDefault(target, new Policy(Duration.ZERO, Optional.empty()));
  }

  private Map<Change, Outcome> publish(List<Change> changes) {
    var outcomes = new LinkedHashMap<Change, Outcome>();
    List<Change> left = changes;
    while (!left.isEmpty()) {
      Batch batch = setup.provider().batches(left).getFirst();
      Instant sentAt = world.now().steady();
      batch.changes().forEach(change -> log.say("sending " + Words.change(change)));
      Map<Key, Published> before = announce(batch);
      Map<Change, Outcome> ended = setup.provider().send(batch, sight.via(questions()));
      outcomes.putAll(ended);
      ended(ended, before, sentAt);
      if (inbox.hasMail()) {
        break; // Something newer is known: the rest of this plan may be old already.
      }
      // The answer may have put a wait or a block on what is left.
      left = left.stream().filter(c -> !outcomes.containsKey(c) && mayGo(c)).toList();
    }
    return outcomes;
  }

  /**
   * Until the answer is stored nobody knows what DNS says; a crash in between leaves just that.
   *
   * @return what was believed until now
   */
  private Map<Key, Published> announce(Batch batch) {
    var before = new LinkedHashMap<Key, Published>();
    var doubts = new LinkedHashMap<Key, Published>();
    for (Change change : batch.changes()) {
      before.put(change.key(), journal.memory().published(change.key()));
      doubts.put(change.key(), new Published.Unknown("sent, and no answer is stored yet"));
    }
    String text = setup.provider().describe(batch);
    journal.announce(new Entry("sent", text, Map.of(), doubts, Map.of())).ifPresent(log::warn);
    return before;
  }

  private boolean mayGo(Change change) {
    Policy policy = policy(change.key().target());
    Instant now = world.now().steady();
    return Pace.judge(change, policy, journal.memory()::standing, now) instanceof Verdict.Go;
  }

  private void ended(Map<Change, Outcome> ended, Map<Key, Published> before, Instant sentAt) {
    Moment now = world.now();
    var standings =
        Pace.after(
            ended,
            this::policy,
            journal.memory()::standing,
            setup.settings(),
            now.steady(),
            now.wall(),
            world.random());
    var beliefs = new LinkedHashMap<Key, Published>();
    var lines = new ArrayList<String>();
    ended.forEach(
        (change, outcome) -> {
          lines.add(Words.ended(change, outcome));
          Published old = before.getOrDefault(change.key(), new Published.Absent());
          beliefs.put(change.key(), belief(change, outcome, old, now));
        });
    lines.forEach(log::say);
    remember(new Entry("ended", String.join("; ", lines), Map.of(), beliefs, standings));
    beliefs.keySet().forEach(proven::add);
    checks.begin(setup.names(), ended, sentAt);
  }

  private static Published belief(Change change, Outcome outcome, Published before, Moment now) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.Pending _ ->
          switch (change) {
            case Change.Put put ->
                new Published.Known(put.addresses(), now.wall(), Published.How.ACKNOWLEDGED);
            case Change.Remove _ -> new Published.Absent();
          };
      case Outcome.Unconfirmed(var why) -> new Published.Unknown(why);
      case Outcome.Deferred _, Outcome.Refused _ -> before;
    };
  }

  private void remember(Entry entry) {
    journal.append(entry).ifPresent(log::warn);
  }

  private Set<Question> questions() {
    return setup.names().values().stream().map(Name::question).collect(Collectors.toSet());
  }

  private Instant next(Map<Change, Outcome> outcomes, Paced paced, Moment now) {
    Instant next = paced.earliest();
    for (Target target : setup.policies().keySet()) {
      Standing standing = standing(target);
      if (standing.refresh().isPresent() && standing.block().isEmpty()) {
        next = earlier(next, standing.refresh().get().at(), now);
      }
    }
    for (var each : outcomes.entrySet()) {
      if (!(each.getValue() instanceof Outcome.Applied)) {
        Target target = each.getKey().key().target();
        for (Scope scope : Scope.values()) {
          var pause = journal.memory().standing(Subject.of(scope, target)).pause();
          if (pause.isPresent()) {
            next = earlier(next, pause.get().until(), now);
          }
        }
      }
    }
    return next;
  }

  /** The earlier of the two, if it is still to come: what is due already was just looked at. */
  private static Instant earlier(Instant next, Instant other, Moment now) {
    return other.isAfter(now.steady()) && other.isBefore(next) ? other : next;
  }

  /** One line for each decision that is new; the same reason is not told every five minutes. */
  private void tell(Round round) {
    Set<Key> withheldNow = new HashSet<>();
    for (Withheld withheld : round.plan().withheld()) {
      withheldNow.add(withheld.key());
      String text = Words.withheld(withheld);
      if (!text.equals(told.put(withheld.key(), text))) {
        log.say(text);
        remember(Entry.note("withheld", text, Map.of()));
      }
    }
    told.keySet().retainAll(withheldNow);
  }

  Account account() {
    return account;
  }

  Inbox inbox() {
    return inbox;
  }

  Setup setup() {
    return setup;
  }

  /** Whether a round is under way. */
  boolean busy() {
    return busy;
  }

  /** Takes other settings from the next round on. */
  void take(Setup next) {
    setup = next;
  }

  Optional<Round> lastRound() {
    return lastRound;
  }

  /** Whether one of these questions is asked by this lane. */
  boolean asksAny(Set<Question> changed) {
    return questions().stream()
        .anyMatch(q -> changed.contains(q) || changed.contains(q.outgoing()));
  }
}
