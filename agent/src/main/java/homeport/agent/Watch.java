package homeport.agent;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Nat;
import homeport.agent.plan.Observation;
import homeport.agent.plan.Ruling;
import homeport.agent.plan.Vote;
import homeport.agent.plan.Witness;
import homeport.agent.source.AddressSource;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps watch on the public address as it is seen from one vantage. */
final class Watch {
  /** How long an address is believed without asking again. */
  static final Duration AGAIN = Duration.ofMinutes(5);

  /** After a round without a result; doubled each time, up to {@link #AGAIN}. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private static final Duration SETTLED = Duration.ofSeconds(90);

  private final Vantage vantage;
  private final Sight sight;
  private final World world;
  private final Log log;
  private final Supplier<Detecting.Panel> panel;
  private final Consumer<Sight.Difference> tell;
  private final World.Signal signal;
  private final Map<Witness, Vote> last = new ConcurrentHashMap<>();
  private int turn;
  private int failures;
  private Optional<IpAddress> known = Optional.empty();
  private Optional<Ruling.Claim> claim = Optional.empty();
  private String told = "";
  private volatile @Nullable Asking asking;
  private volatile @Nullable Seen seen;
  private volatile boolean ended;

  /**
   * How it stands.
   *
   * @param ruling agreed or undecided
   * @param votes what every witness said last, by name
   * @param at when (steady clock)
   */
  record Seen(Vantage vantage, Ruling ruling, List<Vote> votes, Instant at) {}

  Watch(
      Vantage vantage,
      Sight sight,
      World world,
      Log log,
      Supplier<Detecting.Panel> panel,
      Consumer<Sight.Difference> tell) {
    this.vantage = vantage;
    this.sight = sight;
    this.world = world;
    this.log = log;
    this.panel = panel;
    this.tell = tell;
    this.signal = world.signal();
    this.turn = world.random().nextInt(1000);
  }

  Vantage vantage() {
    return vantage;
  }

  Optional<Seen> seen() {
    return Optional.ofNullable(seen);
  }

  List<Vote> votes() {
    return last.values().stream().sorted(Comparator.comparing(Vote::describe)).toList();
  }

  /** Asks now. */
  void again() {
    signal.raise();
  }

  /** Asks no more. */
  void end() {
    ended = true;
    Asking now = asking;
    if (now != null) {
      now.stop();
    }
    signal.raise();
  }

  /** Asks now and then, until it is ended. */
  void live() {
    while (!ended) {
      Duration wait = round();
      if (!ended) {
        boolean _ = signal.await(world.now().steady().plus(wait));
      }
    }
  }

  /** Asks once; again while something is claimed that becomes believable by being repeated. */
  void settle() {
    Instant latest = world.now().steady().plus(SETTLED);
    Duration wait = round();
    while (claim.isPresent() && !ended && world.now().steady().isBefore(latest)) {
      boolean _ = world.signal().await(world.now().steady().plus(wait));
      wait = round();
    }
  }

  /** Returns how long to wait for the next. */
  private Duration round() {
    Ruling ruling = ruling();
    if (ended || ruling instanceof Ruling.AskMore) {
      return AGAIN;
    }
    Observation observation = take(ruling);
    Sight.Difference difference = sight.detected(vantage, observation);
    if (!difference.changed().isEmpty() || difference.elsewhere()) {
      tell.accept(difference);
    }
    return untilNext();
  }

  private Ruling ruling() {
    Optional<String> hopeless = hopeless();
    if (hopeless.isPresent()) {
      return new Ruling.Undecided(hopeless.get(), Optional.empty());
    }
    List<AddressSource> sources = inTurn();
    if (sources.isEmpty()) {
      return new Ruling.Undecided(
          "no address source of the configuration knows " + vantage.family().describe(),
          Optional.empty());
    }
    var now = new Asking(world, log);
    asking = now;
    Ruling ruling = now.ask(sources, this::observe, known, claim);
    asking = null;
    remember(ruling, now.votes());
    return ruling;
  }

  /** A carrier's address is shared with other customers, whatever address the Internet sees. */
  private Optional<String> hopeless() {
    return vantage
        .uplink()
        .map(Uplink::source)
        .flatMap(source -> AddressRange.of(source).map(range -> new Heard.Behind(source, range)))
        .filter(Heard.Behind::isCarriers)
        .filter(behind -> !panel.get().allowed().contains(behind.range()))
        .map(
            behind ->
                "CGNAT: this machine has only "
                    + behind.router()
                    + " ("
                    + behind.range().describe()
                    + "); "
                    + Nat.CGNAT);
  }

  /** Who is near is asked first; of the others each time another one. */
  private List<AddressSource> inTurn() {
    Map<Boolean, List<AddressSource>> near =
        panel.get().sources().stream()
            .filter(source -> source.canSay(vantage.family()))
            .collect(Collectors.partitioningBy(AddressSource::isNear));
    var inTurn = new ArrayList<>(near.getOrDefault(true, List.of()));
    var far = new ArrayList<>(near.getOrDefault(false, List.of()));
    Collections.rotate(far, -turn++);
    inTurn.addAll(far);
    return inTurn;
  }

  private Heard observe(AddressSource source) {
    return source.observe(
        vantage.family(), vantage.via(), vantage.uplink().flatMap(Uplink::gateway));
  }

  /** What was said of another address is no contradiction, but old. */
  private void remember(Ruling ruling, List<Vote> votes) {
    if (ruling instanceof Ruling.Agreed(var address, _) && !known.equals(Optional.of(address))) {
      last.clear();
    }
    votes.forEach(vote -> last.put(vote.by(), vote));
  }

  private Observation take(Ruling ruling) {
    seen = new Seen(vantage, ruling, votes(), world.now().steady());
    return switch (ruling) {
      case Ruling.Agreed(var address, _) -> {
        known = Optional.of(address);
        claim = Optional.empty();
        failures = 0;
        tellDissent(address);
        // The same words each time, lest the same address look like a change.
        yield new Observation.Known(List.of(address), "as the Internet sees it");
      }
      case Ruling.Undecided(var why, var claimed) -> {
        claim = claimed;
        failures++;
        tellOnce("the public address (" + vantage + ") is not certain: " + why);
        yield new Observation.Unknown(why);
      }
      case Ruling.AskMore _ -> throw new IllegalStateException("it was not asked to the end");
    };
  }

  private void tellDissent(IpAddress address) {
    String dissent =
        votes().stream()
            .filter(vote -> vote.heard() instanceof Heard.Address(var a) && !a.equals(address))
            .map(Vote::describe)
            .collect(Collectors.joining("; "));
    if (!dissent.isEmpty()) {
      tellOnce(
          "the public address ("
              + vantage
              + ") is "
              + address
              + ", although not all say so: "
              + dissent);
    } else if (!told.isEmpty()) {
      told = "";
      log.say("the public address (" + vantage + ") is " + address + ": the sources agree");
    }
  }

  private void tellOnce(String text) {
    if (!text.equals(told)) {
      told = text;
      log.say(text);
    }
  }

  private Duration untilNext() {
    if (claim.isPresent()) {
      Duration left =
          Duration.between(world.now().steady(), claim.get().since().plus(Ruling.Claim.PATIENCE));
      return left.compareTo(AFTER_FAILURE) < 0 ? left : AFTER_FAILURE;
    }
    if (failures == 0) {
      return AGAIN;
    }
    Duration wait = AFTER_FAILURE.multipliedBy(1L << Math.min(failures - 1, 4));
    return wait.compareTo(AGAIN) < 0 ? wait : AGAIN;
  }
}
