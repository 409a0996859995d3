package homeport.agent.catalog;

import homeport.dns.dyndns2.Code;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an answer is to be read.
 *
 * @param meaning what it means
 * @param reach how far that reaches
 * @param pause how long nothing may be sent; nothing if the provider states no time
 */
public record Reading(Meaning meaning, Reach reach, Optional<Duration> pause) {

  /** How far a refusal or a wait reaches. */
  public enum Reach {
    HOST,
    ACCOUNT,
    PROVIDER;

    static final Map<String, Reach> BY_WORD =
        Map.of("host", HOST, "account", ACCOUNT, "provider", PROVIDER);
  }

  /** No-IP's half hour for 911; Dyn states none, and the same is kept for dnserr. */
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** With the reach that the meaning usually has, and no stated time. */
  public static Reading of(Meaning meaning) {
    return new Reading(meaning, meaning.reach(), Optional.empty());
  }

  /** What a dyndns2 code means at a provider whose file says nothing else about it. */
  public static Reading of(Code code) {
    return switch (code) {
      case GOOD, SUCCESSFULLY_CHANGED, DELETED -> of(Meaning.CHANGED);
      case NOCHG, NO_CHANGE -> of(Meaning.UNCHANGED);
      case BADAUTH -> of(Meaning.CREDENTIALS);
      case NOT_DONATOR -> of(Meaning.ACCOUNT_LIMIT);
      case NOTFQDN -> of(Meaning.NOT_A_HOSTNAME);
      case NOHOST, NOT_YOURS, NOTFOUND -> of(Meaning.HOST_NOT_FOUND);
      case NOT_ACTIVE, FATAL -> of(Meaning.DISABLED);
      case DISABLED -> new Reading(Meaning.DISABLED, Reach.ACCOUNT, Optional.empty());
      case ABUSE -> of(Meaning.ABUSE);
      case BADAGENT -> of(Meaning.AGENT);
      case NUMHOST, BADSYS, BADIP, BADPARAM, BADREQUEST, BADOP, NUMIP, UNKNOWN ->
          of(Meaning.BAD_REQUEST);
      case CONFLICT -> of(Meaning.CONFLICT);
      case DNSERR, SERVER_DOWN ->
          new Reading(Meaning.SERVER_FAULT, Reach.PROVIDER, Optional.of(HALF_HOUR));
      case INTERROR, SERVERERROR -> of(Meaning.SERVER_FAULT);
      case WAIT -> new Reading(Meaning.RATE_LIMITED, Reach.HOST, Optional.empty());
      case TOOMANYREQUESTS, INTERVAL -> of(Meaning.RATE_LIMITED);
      case UPDATED, OK, NOERROR -> of(Meaning.UNINTELLIGIBLE);
    };
  }

  /** The same, with the time that the answer states. */
  public Reading pausing(Duration stated) {
    return new Reading(meaning, reach, Optional.of(stated));
  }
}
