package homeport.agent.catalog;

import homeport.agent.catalog.Reading.Reach;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an answer can mean; the closed set that reply tables choose from. */
public enum Meaning {
  CHANGED("changed", Kind.SUCCESS, Reach.HOST),
  UNCHANGED("unchanged", Kind.SUCCESS, Reach.HOST),
  CREDENTIALS("credentials", Kind.REFUSAL, Reach.ACCOUNT),
  HOST_NOT_FOUND("host-not-found", Kind.REFUSAL, Reach.HOST),
  NOT_A_HOSTNAME("not-a-hostname", Kind.REFUSAL, Reach.HOST),
  ABUSE("abuse", Kind.REFUSAL, Reach.HOST),
  AGENT("agent", Kind.REFUSAL, Reach.PROVIDER),
  ACCOUNT_LIMIT("account-limit", Kind.REFUSAL, Reach.ACCOUNT),
  BAD_REQUEST("bad-request", Kind.REFUSAL, Reach.HOST),
  CONFLICT("conflict", Kind.REFUSAL, Reach.HOST),
  DISABLED("disabled", Kind.REFUSAL, Reach.HOST),
  SERVER_FAULT("server-fault", Kind.TROUBLE, Reach.PROVIDER),
  RATE_LIMITED("rate-limited", Kind.TROUBLE, Reach.ACCOUNT),
  UNINTELLIGIBLE("unintelligible", Kind.TROUBLE, Reach.HOST);

  /** What the agent does about it. */
  public enum Kind {
    /** Done. */
    SUCCESS,
    /** Never again until a person changes something. */
    REFUSAL,
    /** Again, later. */
    TROUBLE
  }

  /** The meanings by their words in provider files. */
  static final Map<String, Meaning> BY_WORD =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(Meaning::toString, Function.identity()));

  private final String word;
  private final Kind kind;
  private final Reach reach;

  Meaning(String word, Kind kind, Reach reach) {
    this.word = word;
    this.kind = kind;
    this.reach = reach;
  }

  /** What the agent does about it. */
  public Kind kind() {
    return kind;
  }

  /** How far it reaches if the file does not say. */
  public Reach reach() {
    return reach;
  }

  /** The word of provider files. */
  @Override
  public String toString() {
    return word;
  }
}
