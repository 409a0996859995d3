package homeport.agent.plan;

/**
 * A key whose publication stays as it is, and why.
 *
 * @param key which name and family
 * @param reason the kind
 * @param detail in words: what was found, until when, what the provider said
 */
public record Withheld(Key key, Reason reason, String detail) {

  /** Why nothing is sent. */
  public enum Reason {
    /** Another machine of a pair publishes it now. */
    STANDBY,
    /** Detection failed. */
    UNKNOWN_ADDRESS,
    /** It is known that there is no address of this family. */
    NO_ADDRESS,
    /** The address is private, shared, for documentation...; the user did not allow it. */
    SPECIAL_RANGE,
    /** The provider cannot do this: this family, a removal. */
    UNSUPPORTED,
    /** A wait runs: the provider's own, our backoff, or the spacing between updates. */
    WAITING,
    /** Refused for good, until a person changes something. */
    BLOCKED
  }
}
