package homeport.agent;

import homeport.agent.plan.Consensus;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Ruling;
import homeport.agent.plan.Vote;
import homeport.agent.plan.Witness;
import homeport.agent.source.AddressSource;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks address sources until the consensus has enough. Each is asked by a task of its own, so that
 * one that hangs delays nobody: after a moment the next ones are asked beside it.
 */
final class Asking {
  /** For the first answers; then more are asked. Rarely does an answer take a tenth of this. */
  static final Duration MOMENT = Duration.ofMillis(1500);

  /** Who has not answered by then is silent. A source's own limit is shorter. */
  static final Duration PATIENCE = Duration.ofSeconds(11);

  private final World world;
  private final Log log;
  private final World.Signal signal;
  private final List<Vote> votes = new ArrayList<>();
  private final Map<Witness, Instant> underWay = new LinkedHashMap<>();
  private boolean stopped;

  /** To be used once. */
  Asking(World world, Log log) {
    this.world = world;
    this.log = log;
    this.signal = world.signal();
  }

  /**
   * Asks, and waits for the ruling.
   *
   * @param question asks one source; blocks within a time of the source's own
   * @return never {@link Ruling.AskMore}, unless it was stopped
   */
  Ruling ask(
      List<AddressSource> panel,
      Function<AddressSource, Heard> question,
      Optional<IpAddress> known,
      Optional<Ruling.Claim> before) {
    var byWitness = new LinkedHashMap<Witness, AddressSource>();
    panel.forEach(source -> byWitness.put(source.witness(), source));
    var consensus = new Consensus(List.copyOf(byWitness.keySet()), known);
    Instant more = Instant.MIN;
    while (true) {
      Instant now = world.now().steady();
      giveUp(now);
      Ruling ruling = consensus.after(votes(), waiting(), before, now);
      if (!(ruling instanceof Ruling.AskMore(var next)) || isStopped()) {
        return ruling;
      }
      if (!next.isEmpty() && (waiting().isEmpty() || !now.isBefore(more))) {
        next.forEach(witness -> begin(witness, byWitness, question, now));
        more = now.plus(MOMENT);
      } else {
        boolean _ = signal.await(next.isEmpty() ? firstEnd(now) : more);
      }
    }
  }

  /** Ends it from another task. */
  void stop() {
    synchronized (this) {
      stopped = true;
    }
    signal.raise();
  }

  /** What was heard so far. */
  synchronized List<Vote> votes() {
    return List.copyOf(votes);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized Set<Witness> waiting() {
    return Set.copyOf(underWay.keySet());
  }

  private synchronized Instant firstEnd(Instant now) {
    return underWay.values().stream().min(Instant::compareTo).orElse(now);
  }

  private void begin(
      Witness witness,
      Map<Witness, AddressSource> byWitness,
      Function<AddressSource, Heard> question,
      Instant now) {
    synchronized (this) {
      underWay.put(witness, now.plus(PATIENCE));
    }
    AddressSource source = byWitness.get(witness);
    if (source == null) {
      throw new IllegalStateException(witness + " is not of the panel");
    }
    world.start(
        "ask " + witness.name(),
        () -> {
          Heard heard;
          try {
            heard = question.apply(source);
          } catch (RuntimeException e) {
            log.fault("asking " + witness.name(), e);
            heard = new Heard.Nothing("a fault of this program; its log says where");
          }
          take(new Vote(witness, heard));
        });
  }

  private void take(Vote vote) {
    synchronized (this) {
      if (underWay.remove(vote.by()) != null) { // else it comes too late
        votes.add(vote);
      }
    }
    signal.raise();
  }

  private synchronized void giveUp(Instant now) {
    Collection<Witness> late =
        underWay.entrySet().stream()
            .filter(each -> !each.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    for (Witness witness : late) {
      underWay.remove(witness);
      votes.add(
          new Vote(witness, new Heard.Silent("no answer within " + PATIENCE.toSeconds() + " s")));
    }
  }
}
