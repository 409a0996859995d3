package homeport.agent.provider;

import homeport.agent.catalog.Meaning;
import homeport.agent.catalog.Reading;
import homeport.agent.catalog.Reading.Reach;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Scope;
import java.time.Duration;
import java.util.Optional;

/** From what an answer means to how the change ended. */
final class Outcomes {
  /** {@code w168h}: longer is a mistake. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private Outcomes() {}

  /**
   * @param retryAfter the wait that the answer's header states
   * @param warning what was odd; told with a success only
   */
  static Outcome of(
      Reading reading, Optional<Duration> retryAfter, Optional<String> warning, String said) {
    return switch (reading.meaning()) {
      case CHANGED -> new Outcome.Applied(true, warning, said);
      case UNCHANGED -> new Outcome.Applied(false, warning, said);
      case CREDENTIALS -> refused(Refusal.CREDENTIALS, reading, said);
      case HOST_NOT_FOUND -> refused(Refusal.HOST_NOT_FOUND, reading, said);
      case NOT_A_HOSTNAME -> refused(Refusal.NOT_A_HOSTNAME, reading, said);
      case ABUSE -> refused(Refusal.ABUSE, reading, said);
      case AGENT -> refused(Refusal.AGENT, reading, said);
      case ACCOUNT_LIMIT -> refused(Refusal.ACCOUNT_LIMIT, reading, said);
      case BAD_REQUEST -> refused(Refusal.BAD_REQUEST, reading, said);
      case CONFLICT -> refused(Refusal.CONFLICT, reading, said);
      case DISABLED -> refused(Refusal.DISABLED, reading, said);
      case SERVER_FAULT -> deferred(Trouble.SERVER_FAULT, reading, retryAfter, said);
      case RATE_LIMITED -> deferred(Trouble.RATE_LIMITED, reading, retryAfter, said);
      case UNINTELLIGIBLE -> deferred(Trouble.UNINTELLIGIBLE, reading, retryAfter, said);
    };
  }

  /** What remains of an answer whose body says nothing that we know. */
  static Reading ofStatus(int status) {
    return switch (status) {
      case 401 -> Reading.of(Meaning.CREDENTIALS);
      case 429 -> Reading.of(Meaning.RATE_LIMITED);
      case 408, 425 -> Reading.of(Meaning.SERVER_FAULT);
      // A bare 403 is as often a firewall in the way as a refusal: tried again, and left alone
      // after some.
      default -> Reading.of(status >= 500 ? Meaning.SERVER_FAULT : Meaning.UNINTELLIGIBLE);
    };
  }

  private static Outcome refused(Refusal reason, Reading reading, String said) {
    return new Outcome.Refused(reason, scope(reading.reach()), said);
  }

  private static Outcome deferred(
      Trouble why, Reading reading, Optional<Duration> retryAfter, String said) {
    Optional<Duration> stated =
        reading
            .pause()
            .filter(Duration::isPositive)
            .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    Optional<Duration> after =
        stated.isPresent() && retryAfter.isPresent()
            ? Optional.of(
                stated.get().compareTo(retryAfter.get()) > 0 ? stated.get() : retryAfter.get())
            : stated.or(() -> retryAfter);
    return new Outcome.Deferred(after, why, scope(reading.reach()), said);
  }

  private static Scope scope(Reach reach) {
    return switch (reach) {
      case HOST -> Scope.HOST;
      case ACCOUNT -> Scope.ACCOUNT;
      case PROVIDER -> Scope.PROVIDER;
    };
  }
}
