package homeport.agent.plan;

import homeport.dns.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words why the votes do not make an address. */
final class Disagreement {
  private Disagreement() {}

  /**
   * @param said who said which address
   * @param waits whether the one address is believed if it is repeated
   */
  static String words(Map<IpAddress, List<Witness>> said, Collection<Vote> votes, boolean waits) {
    if (said.isEmpty()) {
      return "no address source knows: " + others(votes);
    }
    String addresses =
        said.entrySet().stream()
            .map(each -> each.getKey() + " says " + names(each.getValue()))
            .collect(Collectors.joining("; "));
    if (said.size() > 1) {
      return "the address sources disagree: " + addresses;
    }
    String others = others(votes);
    return "not enough address sources agree: "
        + addresses
        + (others.isEmpty() ? "; a change needs two kinds of them" : "; the others: " + others)
        + (waits ? "; believed if it stays so for a minute" : "");
  }

  private static String names(List<Witness> witnesses) {
    return witnesses.stream().map(Witness::name).sorted().collect(Collectors.joining(", "));
  }

  private static String others(Collection<Vote> votes) {
    return votes.stream()
        .filter(vote -> !(vote.heard() instanceof Heard.Address))
        .map(Vote::describe)
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
