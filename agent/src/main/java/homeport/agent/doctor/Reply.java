package homeport.agent.doctor;

import java.util.Optional;

/** How a web server answered. */
public sealed interface Reply {
  /** With what it should. */
  record Fine() implements Reply {}

  /**
   * With something else: a page, a redirect.
   *
   * @param elsewhere the host that it sends us to, if it is another one
   */
  record Strange(int status, Optional<String> elsewhere) implements Reply {}

  /** With a certificate that is not to be trusted. */
  record BadCertificate(Flaw flaw) implements Reply {
    /** Why not. */
    public enum Flaw {
      NOT_YET_VALID,
      EXPIRED,
      NOT_TRUSTED,
      OTHER_NAME
    }
  }

  /** Not at all. */
  record Silence(String why) implements Reply {}
}
