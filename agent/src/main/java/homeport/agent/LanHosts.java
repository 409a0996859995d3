package homeport.agent;

import homeport.agent.net.Network;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.plan.Observation;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.Neighbour;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RememberedRoutes;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machines behind this one, whose addresses are made of a prefix and a host part. Remembers
 * which address of a machine was learnt, so that the choice among several stays. For one thread.
 */
final class LanHosts {
  /** Machines come and go in the neighbour table without a hint. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final Network network;
  private final Map<Question, IpAddress> chosen = new HashMap<>();
  private List<Neighbour> neighbours = List.of();
  private Routes routes;

  LanHosts(Network network) {
    this.network = network;
    this.routes = network;
  }

  /** Whether an answer hangs on the neighbour table, whose changes no event tells. */
  static boolean anyLearnt(Set<Question> questions) {
    return questions.stream().anyMatch(LanHosts::isLearnt);
  }

  private static boolean isLearnt(Question question) {
    return question.mode() instanceof AddressMode.Behind(_, _, HostPart.Learnt _);
  }

  /** Begins a look at all questions: what many hosts need to know is asked once. */
  void look(Set<Question> questions) {
    chosen.keySet().retainAll(questions);
    neighbours = anyLearnt(questions) ? network.neighbours() : List.of();
    routes = new RememberedRoutes(network);
  }

  /**
   * The answer to one of the questions.
   *
   * @param state as just read
   * @param uplink the interface of the uplink that is wanted; empty for whatever carries the
   *     traffic
   */
  Finding find(
      Question question, AddressMode.Behind host, NetworkState state, Optional<String> uplink) {
    Finding finding =
        new AddressFinder(state, routes, question.rules())
            .behind(host, neighbours, Optional.ofNullable(chosen.get(question)), uplink);
    if (isLearnt(question)
        && finding.observation() instanceof Observation.Known(var addresses, _)) {
      chosen.put(question, addresses.getFirst());
    }
    return finding;
  }
}
