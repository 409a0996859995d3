package homeport.agent.plan;

import java.time.Duration;
import java.util.Optional;

/** How a change ended; each case names the caller's next move. */
public sealed interface Outcome {

  /**
   * The provider accepted it. Remember it.
   *
   * @param changed false if the provider already had it ({@code nochg})
   * @param warning what was odd about the answer, for people
   * @param said the provider's own words, short and clean
   */
  record Applied(boolean changed, Optional<String> warning, String said) implements Outcome {}

  /**
   * Accepted, but not done yet. Ask again.
   *
   * @param poll when to ask
   */
  record Pending(Duration poll) implements Outcome {}

  /**
   * Not now. Try again later by itself.
   *
   * @param after the wait that the provider stated; without one the backoff is ours, and a newer
   *     address overrides it
   * @param why the kind of trouble
   * @param scope how far the wait reaches
   * @param said the provider's own words, or what the network said
   */
  record Deferred(Optional<Duration> after, Trouble why, Scope scope, String said)
      implements Outcome {}

  /**
   * No, and asking again would be wrong until a person changes something.
   *
   * @param reason the kind of refusal
   * @param scope how far it reaches
   * @param said the provider's own words
   */
  record Refused(Refusal reason, Scope scope, String said) implements Outcome {}

  /**
   * It may have worked. Look first, then repeat.
   *
   * @param why in words
   */
  record Unconfirmed(String why) implements Outcome {}

  /** Kinds of trouble that pass by themselves. */
  enum Trouble {
    /** Nothing reached the provider: no name, no connection, no TLS. */
    NETWORK("the provider could not be reached"),
    /** The provider is out of order: 911, dnserr, 5xx. */
    SERVER_FAULT("the provider has trouble of its own"),
    /** Too many requests. */
    RATE_LIMITED("the provider asks for fewer requests"),
    /** An answer that means nothing to us. */
    UNINTELLIGIBLE("the answer could not be understood");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }

    /** For people. */
    public String describe() {
      return words;
    }
  }

  /** Kinds of refusal that last until a person acts. */
  enum Refusal {
    CREDENTIALS("user name or password is wrong", "correct user and password"),
    HOST_NOT_FOUND(
        "the provider does not know this hostname in this account",
        "create the hostname at the provider, or correct it here"),
    NOT_A_HOSTNAME("the provider wants a complete hostname", "write the hostname with its domain"),
    ABUSE(
        "the provider blocked this for too many updates",
        "unblock it on the provider's site, then run: unblock"),
    AGENT(
        "the provider does not accept this program",
        "set the contact address, update this program, or ask the provider"),
    ACCOUNT_LIMIT(
        "the account does not include this", "change the account at the provider, or the option"),
    BAD_REQUEST(
        "the provider calls the request wrong", "check the host's settings and the provider's id"),
    CONFLICT(
        "another record is in the way", "remove the conflicting record on the provider's site"),
    DISABLED("the host or account is disabled", "enable it on the provider's site"),
    REPEATED_NOCHG(
        "the same address was sent again and again, and providers block for that",
        "check that no other program updates this hostname, then run: unblock"),
    UNINTELLIGIBLE(
        "the provider's answers could not be understood several times in a row",
        "check the provider's URL; then run: unblock");

    private final String words;
    private final String remedy;

    Refusal(String words, String remedy) {
      this.words = words;
      this.remedy = remedy;
    }

    /** What happened, for people. */
    public String describe() {
      return words;
    }

    /** What a person can do about it. */
    public String remedy() {
      return remedy;
    }
  }
}
