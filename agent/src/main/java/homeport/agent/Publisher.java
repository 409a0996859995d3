package homeport.agent;

import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.transport.Via;
import java.util.List;
import java.util.Map;

/** The provider as a lane sees it: one login, spoken to in requests of its own size. */
interface Publisher {

  /** The changes in groups that one request each can carry, in order. */
  List<List<Change>> requests(List<Change> changes);

  /**
   * Sends one request; every change of it has an outcome. Blocks for its total deadline at most.
   */
  Map<Change, Outcome> publish(List<Change> request, Via via);
}
