package homeport.agent.provider;

import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.transport.Via;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes the changes of one account. */
public interface Provider {

  /** Why this provider cannot make this change, in words; nothing if it can. */
  Optional<String> unsupported(Change change);

  /**
   * Puts changes together that fit in one request: hosts with the same addresses, as many as the
   * provider takes.
   *
   * @param changes of this account, none of them {@link #unsupported}, each key once
   * @return every change exactly once
   */
  List<Batch> batches(List<Change> changes);

  /** The request of a batch, for people and without secrets: method and URL. */
  String describe(Batch batch);

  /**
   * Sends a batch and waits for its end; blocks until the transport's deadline at most.
   *
   * @return an outcome for each change of the batch and for nothing else
   */
  Map<Change, Outcome> send(Batch batch, Via via);
}
