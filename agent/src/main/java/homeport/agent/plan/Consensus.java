package homeport.agent.plan;

import homeport.agent.plan.Ruling.Claim;
import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which public address to believe, from what independent witnesses say.
 *
 * <p>Two operators have to agree. Where an address is known and nothing changed on this machine, a
 * new one is unlikely, so the two must also know it in different ways: one transparent proxy sees
 * every HTTPS question, one hijacked port every DNS question. One voice is enough to confirm what
 * is known. A lone voice counts when it repeats itself and everybody else is silent, which is what
 * the world looks like when the others closed down; not when somebody answers nonsense, which is
 * what it looks like behind a portal.
 *
 * @param panel who can be asked, in the order of asking; not empty
 * @param known what was agreed on before, seen from the same place
 */
public record Consensus(List<Witness> panel, Optional<IpAddress> known) {
  private static final int QUORUM = 2;
  private static final int AT_ONCE = 2;

  public Consensus {
    panel = List.copyOf(panel);
    if (panel.isEmpty()) {
      throw new IllegalArgumentException("nobody to ask");
    }
  }

  /**
   * The next move.
   *
   * @param votes what was said in this round, at most one vote of each witness
   * @param underWay who was asked and has not answered yet
   * @param before the claim that the last round ended with
   * @param now on the steady clock
   */
  public Ruling after(
      Collection<Vote> votes, Set<Witness> underWay, Optional<Claim> before, Instant now) {
    Optional<Heard.Behind> carrier = carrier(votes);
    if (carrier.isPresent()) {
      return new Ruling.Undecided(carrier.get().describe() + "; " + Nat.CGNAT, Optional.empty());
    }
    Map<IpAddress, List<Witness>> said = said(votes);
    Optional<IpAddress> winner = winner(said, !underWay.isEmpty());
    if (winner.isPresent()) {
      return new Ruling.Agreed(winner.get(), dissent(votes, winner.get()));
    }
    List<Witness> next = next(votes, underWay);
    if (!next.isEmpty() || !underWay.isEmpty()) {
      return new Ruling.AskMore(next);
    }
    Optional<IpAddress> claimed = claimable(said, votes);
    if (claimed.isEmpty()) {
      return new Ruling.Undecided(Disagreement.words(said, votes, false), Optional.empty());
    }
    Instant since =
        before.filter(c -> c.address().equals(claimed.get())).map(Claim::since).orElse(now);
    return since.plus(Claim.PATIENCE).isAfter(now)
        ? new Ruling.Undecided(
            Disagreement.words(said, votes, true), Optional.of(new Claim(claimed.get(), since)))
        : new Ruling.Agreed(claimed.get(), List.of());
  }

  /** Behind a carrier's translation the address that the Internet sees is other people's too. */
  private static Optional<Heard.Behind> carrier(Collection<Vote> votes) {
    return votes.stream()
        .map(Vote::heard)
        .filter(heard -> heard instanceof Heard.Behind)
        .map(heard -> (Heard.Behind) heard)
        .filter(Heard.Behind::isCarriers)
        .findFirst();
  }

  private static Map<IpAddress, List<Witness>> said(Collection<Vote> votes) {
    var said = new TreeMap<IpAddress, List<Witness>>();
    for (Vote vote : votes) {
      if (vote.heard() instanceof Heard.Address(var address)) {
        said.computeIfAbsent(address, _ -> new ArrayList<>()).add(vote.by());
      }
    }
    return said;
  }

  private static List<Vote> dissent(Collection<Vote> votes, IpAddress winner) {
    return votes.stream()
        .filter(vote -> vote.heard() instanceof Heard.Address(var a) && !a.equals(winner))
        .sorted(Comparator.comparing(Vote::describe))
        .toList();
  }

  // --- who wins ----------------------------------------------------------------------------------

  /** The one address that holds while no other has as many behind it as it takes. */
  private Optional<IpAddress> winner(Map<IpAddress, List<Witness>> said, boolean moreToCome) {
    List<IpAddress> strong =
        said.entrySet().stream()
            .filter(each -> operators(each.getValue()) >= quorum())
            .map(Map.Entry::getKey)
            .toList();
    if (onlyLocal() || strong.isEmpty()) {
      // Nobody contradicts, and either the user said so, or it is known already.
      boolean alone = said.size() == 1 && !moreToCome;
      return said.keySet().stream()
          .filter(address -> alone && (onlyLocal() || isKnown(address)))
          .findFirst();
    }
    return strong.size() == 1 && inEnoughWays(strong.getFirst(), said)
        ? Optional.of(strong.getFirst())
        : Optional.empty();
  }

  private boolean inEnoughWays(IpAddress address, Map<IpAddress, List<Witness>> said) {
    return known.isEmpty()
        || isKnown(address)
        || kinds(panel.stream()) < 2
        || kinds(said.getOrDefault(address, List.of()).stream()) > 1;
  }

  private boolean isKnown(IpAddress address) {
    return known.filter(address::equals).isPresent();
  }

  private boolean onlyLocal() {
    return panel.stream().allMatch(Witness::local);
  }

  private long quorum() {
    return Math.min(QUORUM, operators(panel));
  }

  private static long operators(List<Witness> witnesses) {
    return witnesses.stream().map(Witness::operator).distinct().count();
  }

  private static long kinds(Stream<Witness> witnesses) {
    return witnesses.map(Witness::kind).distinct().count();
  }

  // --- who is asked next -------------------------------------------------------------------------

  /** Other operators and other ways of knowing first, else as the panel stands. */
  private List<Witness> next(Collection<Vote> votes, Set<Witness> underWay) {
    var asked = votes.stream().map(Vote::by).collect(Collectors.toCollection(ArrayList::new));
    asked.addAll(underWay);
    var next = new ArrayList<Witness>();
    while (next.size() < AT_ONCE) {
      Optional<Witness> best =
          panel.stream()
              .filter(witness -> !asked.contains(witness))
              .min(
                  Comparator.<Witness>comparingInt(w -> count(asked, w.operator()))
                      .thenComparingInt(w -> sameKind(asked, w)));
      if (best.isEmpty()) {
        break;
      }
      next.add(best.get());
      asked.add(best.get());
    }
    return List.copyOf(next);
  }

  private static int count(List<Witness> asked, String operator) {
    return (int) asked.stream().filter(witness -> witness.operator().equals(operator)).count();
  }

  private static int sameKind(List<Witness> asked, Witness candidate) {
    return (int) asked.stream().filter(w -> w.kind().equals(candidate.kind())).count();
  }

  // --- what is left when everybody was asked -----------------------------------------------------

  /** The only address that was said, unless somebody else than its own kind answers nonsense. */
  private static Optional<IpAddress> claimable(
      Map<IpAddress, List<Witness>> said, Collection<Vote> votes) {
    if (said.size() != 1) {
      return Optional.empty();
    }
    var only = said.entrySet().iterator().next();
    Set<String> ways = only.getValue().stream().map(Witness::kind).collect(Collectors.toSet());
    boolean several = operators(only.getValue()) > 1;
    boolean nonsense =
        votes.stream()
            .filter(vote -> vote.heard() instanceof Heard.Nothing)
            .anyMatch(vote -> !several || !ways.contains(vote.by().kind()));
    return nonsense ? Optional.empty() : Optional.of(only.getKey());
  }
}
