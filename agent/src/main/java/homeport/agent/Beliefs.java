package homeport.agent;

import homeport.agent.journal.Moment;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Published;
import java.util.ArrayList;

/** From how a change ended to what we believe DNS says. */
final class Beliefs {
  private Beliefs() {}

  /** What is believed once a change ended; what came of a failure is what was before. */
  static Published after(Change change, Outcome outcome, Published before, Moment now) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.Pending _ ->
          switch (change) {
            case Change.Put put ->
                new Published.Known(put.addresses(), now.wall(), Published.How.ACKNOWLEDGED);
            case Change.Remove _ -> new Published.Absent();
          };
      case Outcome.Unconfirmed(var why) ->
          change instanceof Change.Put put ? doubt(why, before, put) : before;
      case Outcome.Deferred _, Outcome.Refused _ -> before;
    };
  }

  /** What was believed before, or what was sent: nobody knows which. */
  static Published doubt(String why, Published old, Change.Put put) {
    var maybe = new ArrayList<>(old.possible());
    maybe.addAll(put.addresses());
    return new Published.Unknown(why, maybe);
  }
}
