package homeport.agent.pace;

import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Published;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The rules of when: before a change is sent, and after it ended.
 *
 * <p>Instants are of the steady clock, save those of {@link Block}, which people read.
 */
public final class Pace {
  /** So many repeats of the same address and the host is left alone (dyndns2, nochg). */
  static final int REPEATS = 3;

  /** So many answers without meaning and the host is left alone. */
  static final int RIDDLES = 5;

  /** A refresh whose date was lost comes within this part of its time. */
  private static final int EARLY = 4;

  private Pace() {}

  /** Whether this change may go out now. */
  public static Verdict judge(
      Change change, Policy policy, Function<Subject, Standing> standings, Instant now) {
    Target target = change.key().target();
    Optional<Verdict> longest = Optional.empty();
    Instant until = now;
    for (Scope scope : Scope.values()) {
      Subject subject = Subject.of(scope, target);
      Standing standing = standings.apply(subject);
      if (standing.block().isPresent()) {
        return new Verdict.Blocked(subject, standing.block().get());
      }
      Optional<Pause> pause = standing.pause().filter(p -> holds(p, change));
      if (pause.isPresent() && pause.get().until().isAfter(until)) {
        until = pause.get().until();
        longest = Optional.of(new Verdict.Wait(until, pause.get().why()));
      }
    }
    Instant token =
        standings
            .apply(new Subject.OfHost(target))
            .bucket()
            .map(bucket -> bucket.next(now, policy.interval()))
            .orElse(now);
    if (token.isAfter(until)) {
      longest = Optional.of(new Verdict.Wait(token, "spacing between updates of one hostname"));
    }
    return longest.orElseGet(Verdict.Go::new);
  }

  /** A newer address overrides our own backoff, never a wait that the provider stated. */
  private static boolean holds(Pause pause, Change change) {
    boolean newer = change instanceof Change.Put put && !pause.tried().containsAll(put.addresses());
    return pause.stated() || !newer;
  }

  /** Whether the unchanged address of this host is due to be sent again. */
  public static boolean refreshDue(Standing host, Instant now) {
    return host.refresh().isPresent() && !host.refresh().get().at().isAfter(now);
  }

  /**
   * How things stand after one request ended.
   *
   * @param ended each change of the request with its outcome
   * @param settings the fingerprint of the settings behind a subject, kept with a block
   * @return the standings that changed
   */
  public static Map<Subject, Standing> after(
      Map<Change, Outcome> ended,
      Function<Target, Policy> policies,
      Function<Subject, Standing> before,
      Function<Subject, String> settings,
      Instant now,
      Instant wall,
      RandomGenerator random) {
    var book = new LinkedHashMap<Subject, Standing>();
    Function<Subject, Standing> current = s -> book.containsKey(s) ? book.get(s) : before.apply(s);
    var sent = new HashSet<Target>();
    // Successes first: what the same request says against an account or a host outweighs them.
    ended.forEach(
        (change, outcome) -> {
          Target target = change.key().target();
          if (!nothingSent(outcome) && sent.add(target)) {
            Subject host = new Subject.OfHost(target);
            Duration interval = policies.apply(target).interval();
            Bucket bucket = current.apply(host).bucket().orElse(Bucket.full(now));
            book.put(host, current.apply(host).spending(bucket.spent(now, interval)));
          }
          if (outcome instanceof Outcome.Applied applied) {
            accept(
                change,
                applied,
                policies.apply(target),
                current,
                book,
                now,
                wall,
                settings,
                random);
          }
        });
    var said = new HashSet<Subject>();
    ended.forEach(
        (change, outcome) -> {
          Subject subject = Subject.of(scopeOf(outcome), change.key().target());
          if (!(outcome instanceof Outcome.Applied) && said.add(subject)) {
            Standing standing = current.apply(subject);
            book.put(
                subject,
                held(outcome, subject, standing, tried(ended), settings, now, wall, random));
          }
        });
    return book;
  }

  private static boolean nothingSent(Outcome outcome) {
    return outcome instanceof Outcome.Deferred deferred && deferred.why() == Trouble.NETWORK;
  }

  private static void accept(
      Change change,
      Outcome.Applied applied,
      Policy policy,
      Function<Subject, Standing> current,
      Map<Subject, Standing> book,
      Instant now,
      Instant wall,
      Function<Subject, String> settings,
      RandomGenerator random) {
    Target target = change.key().target();
    for (Scope scope : List.of(Scope.ACCOUNT, Scope.PROVIDER)) {
      Subject wider = Subject.of(scope, target);
      book.put(wider, current.apply(wider).working());
    }
    Subject host = new Subject.OfHost(target);
    Standing standing = current.apply(host);
    // A refresh, and a person's wish, are meant to repeat.
    boolean counts =
        change instanceof Change.Put put
            && put.cause() == Change.Cause.CHANGED
            && !applied.changed();
    int repeats = counts ? standing.repeats() + 1 : applied.changed() ? 0 : standing.repeats();
    Standing next = standing.accepted(repeats, policy.refresh().map(r -> refresh(r, now, random)));
    if (repeats >= REPEATS) {
      var block = new Block(Refusal.REPEATED_NOCHG, applied.said(), wall, settings.apply(host));
      next = next.blocked(block);
    }
    book.put(host, next);
  }

  /**
   * How things stand once DNS was found to say what is wanted, without an update of ours. The
   * provider's keep-alive goes on; where nobody remembers when it was last sent, it comes early.
   *
   * @param before what was believed until now
   * @param seen what DNS says already
   * @return the standings that changed
   */
  public static Map<Subject, Standing> afterSeen(
      Map<Key, Published> before,
      Set<Key> seen,
      Function<Target, Policy> policies,
      Function<Subject, Standing> standings,
      Instant now,
      RandomGenerator random) {
    var book = new LinkedHashMap<Subject, Standing>();
    for (Key key : seen) {
      Subject host = new Subject.OfHost(key.target());
      Standing standing = standings.apply(host);
      Optional<Duration> full = policies.apply(key.target()).refresh();
      if (full.isPresent() && standing.refresh().isEmpty()) {
        // In doubt because of an update of ours: that was just now. Else the date was lost.
        boolean ours = before.get(key) instanceof Published.Unknown;
        Duration wait = ours ? full.get() : full.get().dividedBy(EARLY);
        book.put(host, standing.refreshing(refresh(wait, now, random)));
      }
    }
    return book;
  }

  /** Up to a day early (or a 28th), so that a million agents do not come in the same minute. */
  private static Standing.Refresh refresh(Duration full, Instant now, RandomGenerator random) {
    Duration early = Duration.ofMillis((long) (full.toMillis() / 28.0 * random.nextDouble()));
    return new Standing.Refresh(now.plus(full).minus(early), full);
  }

  private static Scope scopeOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Deferred deferred -> deferred.scope();
      case Outcome.Refused refused -> refused.scope();
      case Outcome.Applied _, Outcome.Pending _, Outcome.Unconfirmed _ -> Scope.HOST;
    };
  }

  private static Set<IpAddress> tried(Map<Change, Outcome> ended) {
    var tried = new HashSet<IpAddress>();
    for (Change change : ended.keySet()) {
      switch (change) {
        case Change.Put put -> tried.addAll(put.addresses());
        case Change.Remove _ -> {}
      }
    }
    return tried;
  }

  private static Standing held(
      Outcome outcome,
      Subject subject,
      Standing standing,
      Set<IpAddress> tried,
      Function<Subject, String> settings,
      Instant now,
      Instant wall,
      RandomGenerator random) {
    return switch (outcome) {
      case Outcome.Applied _ -> standing;
      case Outcome.Pending(var poll) ->
          standing.paused(pause(poll, false, tried, "the provider is still at work", now), 0);
      case Outcome.Unconfirmed(var why) ->
          standing.paused(
              pause(Backoff.afterUnconfirmed(standing.failures(), random), false, tried, why, now),
              standing.riddles());
      case Outcome.Refused(var reason, _, var said) ->
          standing.blocked(new Block(reason, said, wall, settings.apply(subject)));
      case Outcome.Deferred deferred -> {
        int riddles = deferred.why() == Trouble.UNINTELLIGIBLE ? standing.riddles() + 1 : 0;
        if (riddles >= RIDDLES) {
          yield standing.blocked(
              new Block(Refusal.UNINTELLIGIBLE, deferred.said(), wall, settings.apply(subject)));
        }
        Duration ours = Backoff.after(deferred.why(), standing.failures(), random);
        boolean stated = deferred.after().isPresent();
        String why = deferred.why().describe() + " (" + deferred.said() + ")";
        yield standing.paused(
            pause(deferred.after().orElse(ours), stated, tried, why, now), riddles);
      }
    };
  }

  private static Pause pause(
      Duration full, boolean stated, Set<IpAddress> tried, String why, Instant now) {
    return new Pause(now.plus(full), full, stated, tried, why);
  }
}
