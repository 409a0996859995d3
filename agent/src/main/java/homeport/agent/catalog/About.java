package homeport.agent.catalog;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a provider is, and how sure we are of what the file says.
 *
 * @param id unique; lower case letters, digits and hyphens, or {@code custom@} and an authority
 * @param name for people
 * @param docs where the provider describes its updates
 * @param signup where a person gets an account
 * @param checked when the file was last compared with the docs
 * @param confidence where the facts come from
 * @param unverified what nobody has confirmed, in words
 */
public record About(
    String id,
    String name,
    Optional<URI> docs,
    Optional<URI> signup,
    Optional<LocalDate> checked,
    Confidence confidence,
    List<String> unverified) {

  public About {
    unverified = List.copyOf(unverified);
  }

  /** Where facts come from. */
  public enum Confidence {
    /** The provider's own pages. */
    DOCUMENTED,
    /** The code of other clients. */
    FROM_OTHER_CLIENTS,
    /** The user's configuration. */
    OWN;

    static final Map<String, Confidence> BY_WORD =
        Map.of("documented", DOCUMENTED, "from-other-clients", FROM_OTHER_CLIENTS);
  }
}
