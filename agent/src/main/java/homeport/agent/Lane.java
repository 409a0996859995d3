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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One account at one provider, and the agent's round for it. Lanes run beside each other, so that
 * no provider delays another; within a lane one round follows the other, so that the newest address
 * wins.
 */
final class Lane {
  /** A fault of ours that repeats itself must not fill the log, nor bother a provider. */
  private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

  private final Account account;
  private final Sight sight;
  private final Checks checks;
  private final Doubts doubts;
  private final Journal journal;
  private final World world;
  private final Log log;
  private final Telling telling;
  private final Handover handover;
  private final Inbox inbox;

  /** What a person wants sent, and had to wait. */
  private final Set<Target> wishes = new HashSet<>();

  private volatile Setup setup; // of the round under way
  private volatile Setup latest;
  private volatile boolean busy;
  private volatile Optional<Round> lastRound = Optional.empty();

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

    Policy policy(Target target) {
      return policies.getOrDefault(target, new Policy(Duration.ZERO, Optional.empty()));
    }
  }

  Lane(Account account, Setup setup, Shared shared) {
    this.account = account;
    this.setup = setup;
    this.latest = setup;
    this.sight = shared.sight();
    this.checks = shared.checks();
    this.journal = shared.journal();
    this.world = shared.world();
    this.log = shared.log();
    this.doubts = new Doubts(journal, checks);
    this.telling = new Telling(journal, log);
    this.handover = new Handover(sight, journal, telling, log);
    this.inbox = new Inbox(world.signal());
  }

  /** Lives until the inbox is closed: a round whenever there is mail or the time has come. */
  void live() {
    Instant next = world.now().steady();
    while (!inbox.isClosed()) {
      Inbox.Mail mail = inbox.take(next);
      if (!inbox.isClosed()) {
        busy = true;
        next = nextAfter(mail);
        busy = false;
      }
    }
  }

  /** A fault of ours costs a round, never the lane. */
  private Instant nextAfter(Inbox.Mail mail) {
    try {
      wishes.addAll(mail.asked());
      Round round = run(mail.trigger(), Set.copyOf(wishes), false);
      wishes.retainAll(round.unsent());
      return round.next();
    } catch (RuntimeException e) {
      log.fault("a round of " + account, e);
      return world.now().steady().plus(AFTER_FAULT);
    }
  }

  /** One round, whatever is in the inbox. */
  Round once(boolean dry) {
    Inbox.Mail mail = inbox.take(world.now().steady());
    return run(Trigger.STARTED, mail.asked(), dry);
  }

  /**
   * The round. What we see, what should be, what has to change, what may go out now, how it ended,
   * what DNS says, and when to look again.
   *
   * @param dry leave the provider out: tell what would be sent
   */
  Round run(Trigger trigger, Set<Target> asked, boolean dry) {
    if (!dry) {
      setup = latest; // One round, one setup: a reload in its middle waits for the next.
    }
    Moment now = world.now();
    List<Desired> desired = desired();
    if (!dry) {
      handover.note(desired, setup.names());
    }
    Set<Key> wished = keys(asked::contains);
    Plan wanted = Plan.between(beliefs(desired), desired, dueForRefresh(now), wished);
    Plan plan = dry ? wanted : lookFirst(wanted, desired, wished, now);
    Admission admission = Admission.of(plan, setup, this::standing, now);
    if (!dry) {
      telling.found(desired, admission.plan().changes());
    }
    Map<Change, Outcome> outcomes = dry ? Map.of() : publish(admission.plan().changes());
    Instant next = next(outcomes, admission, now);
    Round round = new Round(trigger, now.wall(), account, admission.plan(), outcomes, next);
    if (!dry) {
      lastRound = Optional.of(round);
      telling.withheld(round.plan().withheld());
    }
    return round;
  }

  private List<Desired> desired() {
    return setup.names().values().stream().map(this::desired).toList();
  }

  private Desired desired(Name name) {
    Optional<String> standby = sight.standby(name.question());
    if (standby.isPresent()) {
      var why = new Withheld(name.key(), Withheld.Reason.STANDBY, standby.get());
      return new Desired.Keep(name.key(), why);
    }
    return Desired.from(name.key(), sight.see(name.question()), name::forbidding);
  }

  private Map<Key, Published> beliefs(List<Desired> desired) {
    Memory memory = journal.memory();
    return desired.stream().map(Desired::key).collect(Collectors.toMap(k -> k, memory::published));
  }

  private Set<Key> dueForRefresh(Moment now) {
    return keys(target -> Pace.refreshDue(standing(target), now.steady()));
  }

  private Standing standing(Target target) {
    return standing(new Subject.OfHost(target));
  }

  /** A block holds for the settings that were refused, and for no others. */
  private Standing standing(Subject subject) {
    Standing standing = journal.memory().standing(subject);
    return standing
        .block()
        .filter(block -> !block.settings().equals(setup.settings().apply(subject)))
        .map(_ -> standing.forgiven())
        .orElse(standing);
  }

  private Set<Key> keys(Predicate<Target> which) {
    return setup.names().keySet().stream()
        .filter(key -> which.test(key.target()))
        .collect(Collectors.toSet());
  }

  private Plan lookFirst(Plan plan, List<Desired> desired, Set<Key> asked, Moment now) {
    Map<Key, Published> seen = doubts.settle(plan, setup.names(), now);
    if (seen.isEmpty()) {
      return plan;
    }
    telling.seen(
        seen,
        Pace.afterSeen(
            beliefs(desired),
            seen.keySet(),
            this::policy,
            this::standing,
            now.steady(),
            world.random()));
    return Plan.between(beliefs(desired), desired, dueForRefresh(now), asked);
  }

  private Policy policy(Target target) {
    return setup.policy(target);
  }

  private Map<Change, Outcome> publish(List<Change> changes) {
    var outcomes = new LinkedHashMap<Change, Outcome>();
    var left = new ArrayDeque<>(batches(changes));
    // Something newer is known: the plan may be old already. Or this account is not ours any more.
    while (!left.isEmpty() && !inbox.hasMail() && !inbox.isClosed()) {
      Batch batch = left.remove();
      // An answer to another batch may have put a wait or a block on this one.
      List<Change> may = batch.changes().stream().<Change>map(c -> c).filter(this::mayGo).toList();
      if (may.size() < batch.changes().size()) {
        batches(may).reversed().forEach(left::addFirst);
        continue;
      }
      Instant sentAt = world.now().steady();
      telling.sending(batch.changes());
      Map<Key, Published> before = announce(batch);
      Map<Change, Outcome> ended = setup.provider().send(batch, sight.via(questions()));
      outcomes.putAll(ended);
      ended(ended, before, sentAt);
    }
    return outcomes;
  }

  private List<Batch> batches(List<Change> changes) {
    return changes.isEmpty() ? List.of() : setup.provider().batches(changes);
  }

  /**
   * Until the answer is stored nobody knows what DNS says; a crash in between leaves just that.
   *
   * @return what was believed until now
   */
  private Map<Key, Published> announce(Batch batch) {
    var before = new LinkedHashMap<Key, Published>();
    var uncertain = new LinkedHashMap<Key, Published>();
    for (Change.Put put : batch.changes()) {
      Published old = journal.memory().published(put.key());
      before.put(put.key(), old);
      uncertain.put(put.key(), Beliefs.doubt("sent, and no answer is stored yet", old, put));
    }
    String text = setup.provider().describe(batch);
    journal.announce(new Entry("sent", text, Map.of(), uncertain, Map.of())).ifPresent(log::warn);
    return before;
  }

  private boolean mayGo(Change change) {
    Policy policy = policy(change.key().target());
    Instant now = world.now().steady();
    return Pace.judge(change, policy, this::standing, now) instanceof Verdict.Go;
  }

  private void ended(Map<Change, Outcome> ended, Map<Key, Published> before, Instant sentAt) {
    Moment now = world.now();
    var standings =
        Pace.after(
            ended,
            this::policy,
            this::standing,
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
          beliefs.put(change.key(), Beliefs.after(change, outcome, old, now));
        });
    lines.forEach(log::say);
    telling.remember(new Entry("ended", String.join("; ", lines), Map.of(), beliefs, standings));
    doubts.proven(beliefs.keySet());
    checks.begin(setup.names(), ended, sentAt);
  }

  private Set<Question> questions() {
    return questions(setup);
  }

  private static Set<Question> questions(Setup setup) {
    return setup.names().values().stream().map(Name::question).collect(Collectors.toSet());
  }

  private Instant next(Map<Change, Outcome> outcomes, Admission admission, Moment now) {
    boolean left = admission.holdsBack() || !outcomes.values().stream().allMatch(Lane::isApplied);
    if (left && outcomes.values().stream().anyMatch(Lane::isApplied)) {
      return now.steady(); // A success ends waits of its account: who waited or failed may go now.
    }
    Instant next = admission.earliest();
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
          var pause = standing(Subject.of(scope, target)).pause();
          if (pause.isPresent()) {
            next = earlier(next, pause.get().until(), now);
          }
        }
      }
    }
    return next;
  }

  private static boolean isApplied(Outcome outcome) {
    return outcome instanceof Outcome.Applied;
  }

  /** The earlier of the two, if it is still to come: what is due already was just looked at. */
  private static Instant earlier(Instant next, Instant other, Moment now) {
    return other.isAfter(now.steady()) && other.isBefore(next) ? other : next;
  }

  Account account() {
    return account;
  }

  Inbox inbox() {
    return inbox;
  }

  Setup setup() {
    return latest;
  }

  /** Whether a round is under way. */
  boolean busy() {
    return busy;
  }

  /** Takes other settings from the next round on. */
  void take(Setup next) {
    latest = next;
  }

  Optional<Round> lastRound() {
    return lastRound;
  }

  /** Whether one of these questions is asked by this lane. */
  boolean asksAny(Set<Question> changed) {
    return questions(latest).stream()
        .anyMatch(q -> changed.contains(q) || changed.contains(q.outgoing()));
  }
}
