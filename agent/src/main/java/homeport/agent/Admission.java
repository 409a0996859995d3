package homeport.agent;

import homeport.agent.journal.Moment;
import homeport.agent.pace.Pace;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.pace.Verdict;
import homeport.agent.plan.Change;
import homeport.agent.plan.Plan;
import homeport.agent.plan.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may go out now, and when the rest may.
 *
 * @param plan with the admitted changes, and the others withheld
 * @param earliest when the first of those may go that have to wait (steady clock)
 */
record Admission(Plan plan, Instant earliest) {
  /** With nothing to wait for a lane sleeps until the network changes or somebody asks. */
  private static final Duration LONG = Duration.ofDays(1);

  static Admission of(
      Plan plan, Lane.Setup setup, Function<Subject, Standing> standings, Moment now) {
    var admitted = new ArrayList<Change>();
    var held = new ArrayList<Withheld>();
    Instant earliest = now.steady().plus(LONG);
    for (Change change : plan.changes()) {
      Optional<String> unsupported = setup.provider().unsupported(change);
      if (unsupported.isPresent()) {
        held.add(new Withheld(change.key(), Withheld.Reason.UNSUPPORTED, unsupported.get()));
        continue;
      }
      switch (Pace.judge(change, setup.policy(change.key().target()), standings, now.steady())) {
        case Verdict.Go _ -> admitted.add(change);
        case Verdict.Wait(var until, var why) -> {
          String detail = "until " + seconds(now.dateOf(until)) + ", " + why;
          held.add(new Withheld(change.key(), Withheld.Reason.WAITING, detail));
          earliest = until.isBefore(earliest) ? until : earliest;
        }
        case Verdict.Blocked blocked ->
            held.add(new Withheld(change.key(), Withheld.Reason.BLOCKED, detail(blocked)));
      }
    }
    return new Admission(plan.admitting(admitted, held), earliest);
  }

  /** Whether something has to wait. */
  boolean holdsBack() {
    return plan.withheld().stream().anyMatch(w -> w.reason() == Withheld.Reason.WAITING);
  }

  private static String detail(Verdict.Blocked blocked) {
    var block = blocked.block();
    return "%s since %s: %s (\"%s\"); %s"
        .formatted(
            blocked.subject(),
            seconds(block.since()),
            block.reason().describe(),
            block.said(),
            block.reason().remedy());
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
