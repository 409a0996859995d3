package homeport.agent.provider;

import homeport.agent.catalog.ReplyTable;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import java.util.Map;

/** How a protocol's answers are read. */
interface Dialect {

  /** An outcome for each change of the batch, and for no other. */
  Map<Change, Outcome> read(Batch batch, Answer answer, ReplyTable table);
}
