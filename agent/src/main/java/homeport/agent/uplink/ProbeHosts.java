package homeport.agent.uplink;

import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to probe next by one line. One host that answers is enough, so one that is dead must not
 * count against the uplink; and while all is well they take turns, so that none is bothered much.
 */
public final class ProbeHosts {
  /** So often one that did not answer is tried again among those that do. */
  private static final int SECOND_CHANCE = 60;

  private final Map<IpAddress, Long> lastAnswer = new HashMap<>();
  private final Map<IpAddress, Boolean> answers = new HashMap<>();
  private long turn;

  /**
   * The next one.
   *
   * @param hosts at least one
   * @param health of the line
   */
  public IpAddress next(List<IpAddress> hosts, Health health) {
    turn++;
    List<IpAddress> byRecency = new ArrayList<>(hosts);
    byRecency.sort(Comparator.comparingLong(host -> -lastAnswer.getOrDefault(host, 0L)));
    if (health.streak() > 0) {
      // Down, and it begins to answer: the one that did. Up, and one missed: those that last did.
      int index = health.state() == Health.State.DOWN ? 0 : health.streak() - 1;
      return byRecency.get(index % byRecency.size());
    }
    List<IpAddress> live = hosts.stream().filter(host -> answers.getOrDefault(host, true)).toList();
    boolean all =
        health.state() == Health.State.DOWN || live.isEmpty() || turn % SECOND_CHANCE == 0;
    List<IpAddress> among = all ? hosts : live;
    return among.get((int) (turn % among.size()));
  }

  /** Takes the end of a probe. */
  public void probed(IpAddress host, Probe probe) {
    switch (probe) {
      case Probe.Answered _ -> {
        lastAnswer.put(host, turn);
        answers.put(host, true);
      }
      case Probe.Silent _ -> answers.put(host, false);
      case Probe.Forbidden _ -> {}
    }
  }
}
