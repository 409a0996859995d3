package homeport.agent.sim;

import homeport.agent.transport.Exchange;
import java.time.Duration;
import java.util.List;

/** What an answer says about one name, for the checkers: read without the agent's own code. */
sealed interface Verdict {

  /** It is done. */
  record Done(boolean changed) implements Verdict {}

  /** Nobody knows whether it is done. */
  record Lost() implements Verdict {}

  /** The request left nobody. */
  record Unreached() implements Verdict {}

  /** The provider asks to wait so long. */
  record Stated(Reach reach, Duration time) implements Verdict {}

  /**
   * The agent's own backoff, at most so long.
   *
   * @param riddle an answer without meaning
   */
  record Trouble(Reach reach, Duration longest, boolean riddle) implements Verdict {}

  /** Never again with these settings. */
  record Refused(Reach reach) implements Verdict {}

  /** Whom it is about. */
  enum Reach {
    HOST,
    ACCOUNT,
    PROVIDER
  }

  /**
   * The longest backoffs that are stated in docs/design/pacing.md, with their jitter of a fifth.
   */
  Duration LONGEST_FAULT = Duration.ofMinutes(36);

  Duration LONGEST_LIMIT = Duration.ofMinutes(144);
  Duration LONGEST_NETWORK = Duration.ofMinutes(6);
  Duration HALF_HOUR = Duration.ofMinutes(30);

  static Verdict of(Asked asked, int index, Exchange exchange) {
    return switch (exchange) {
      case Exchange.Failed(var stage, _) when stage.nothingSent() -> new Unreached();
      case Exchange.Failed _ -> new Lost();
      case Exchange.Answered answered -> of(asked, index, answered);
    };
  }

  private static Verdict of(Asked asked, int index, Exchange.Answered answered) {
    boolean stated = answered.header("retry-after").isPresent();
    List<String> lines = answered.body().lines().toList();
    String line = lines.isEmpty() ? "" : lines.get(Math.min(index, lines.size() - 1));
    String word = line.split(" ")[0];
    return switch (answered.status()) {
      case 401 -> new Refused(Reach.ACCOUNT);
      case 429 ->
          stated
              ? new Stated(Reach.ACCOUNT, Dyndns.RETRY_AFTER)
              : new Trouble(Reach.ACCOUNT, LONGEST_LIMIT, false);
      case 503 ->
          stated
              ? new Stated(Reach.PROVIDER, Dyndns.RETRY_AFTER)
              : new Trouble(Reach.PROVIDER, LONGEST_FAULT, false);
      default ->
          switch (word) {
            case "good", "nochg" ->
                line.contains("127.0.0.1")
                    ? new Refused(Reach.ACCOUNT)
                    : new Done(word.equals("good"));
            case "911", "dnserr" -> new Stated(Reach.PROVIDER, HALF_HOUR);
            case "badauth" -> new Refused(Reach.ACCOUNT);
            case "nohost" -> new Refused(Reach.HOST);
            case "abuse" ->
                new Refused(asked.provider().equals("noip") ? Reach.ACCOUNT : Reach.HOST);
            default -> new Trouble(Reach.HOST, LONGEST_FAULT, true);
          };
    };
  }
}
