package homeport.agent.transport;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a request ended. */
public sealed interface Exchange {

  /**
   * The peer answered.
   *
   * @param status 100 to 599
   * @param headers by lower-case name; values in their order
   * @param body as text, by the charset of the answer, else UTF-8; at most {@link
   *     Http#LARGEST_ANSWER} octets of it
   * @param truncated the body is not whole: larger than that, or (then it is empty) compressed
   *     although nobody asked for that
   */
  record Answered(int status, Map<String, List<String>> headers, String body, boolean truncated)
      implements Exchange {

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** Neither headers nor body: they may hold a token. */
    @Override
    public String toString() {
      return "status " + status + ", " + body.length() + " characters";
    }
  }

  /**
   * There is no answer.
   *
   * @param stage how far it came
   * @param why in words, without path, query or secret
   */
  record Failed(Stage stage, String why) implements Exchange {

    /** What is wrong with the peer's certificate, if that is why. */
    public Optional<Flaw> flaw() {
      return Complaint.flaw(why);
    }
  }

  /** What can be wrong with a certificate. */
  enum Flaw {
    NOT_YET_VALID,
    EXPIRED,
    /** From an authority that is not trusted here. */
    NOT_TRUSTED,
    /** Made out to another name. */
    OTHER_NAME
  }

  /** How far a request came before it failed. */
  enum Stage {
    /** The name has no address that could be found. */
    RESOLVE,
    /** No connection. */
    CONNECT,
    /** No agreement on TLS, or a certificate that is not to be trusted. */
    TLS,
    /** The request left, at least in part; the peer may have acted on it. */
    ANSWER;

    /** Whether it is certain that the peer saw nothing of the request. */
    public boolean nothingSent() {
      return this != ANSWER;
    }
  }

  /** For reports: {@code 20s}, {@code 350ms}. */
  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
