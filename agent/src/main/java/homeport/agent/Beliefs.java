package homeport.agent;

import homeport.agent.journal.Moment;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Published;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;

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

  /** Another machine may have published meanwhile: what was remembered, or just what is wanted. */
  static Published shared(Published old, List<IpAddress> wanted) {
    var maybe = new ArrayList<>(old.possible());
    maybe.addAll(wanted);
    return new Published.Unknown("another machine may have changed it meanwhile", maybe);
  }
}
