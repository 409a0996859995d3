package homeport.server.policy;

import homeport.dns.Hostname;
import homeport.server.account.Directory;
import homeport.server.account.Domain;
import homeport.server.account.Released;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Which names an account may take. */
public final class FreeNames {
  /** How long a name that was given back is kept from others: longer than certificates live. */
  public static final Duration QUARANTINE = Duration.ofDays(400);

  // Names by which programs find configuration, mail and certificates of a whole domain.
  private static final Set<String> RESERVED =
      Set.of(
          "www",
          "mail",
          "smtp",
          "imap",
          "pop",
          "mx",
          "ns",
          "dns",
          "ftp",
          "autoconfig",
          "autodiscover",
          "wpad",
          "isatap",
          "mta-sts",
          "localhost",
          "localdomain",
          "broadcasthost",
          "admin",
          "administrator",
          "hostmaster",
          "postmaster",
          "webmaster",
          "abuse",
          "security",
          "api",
          "update",
          "checkip",
          "openpgpkey");

  private FreeNames() {}

  /**
   * Why the account may not have this name, in words that end a sentence; nothing if it may.
   *
   * @param domain the domain that the name is in
   */
  public static Optional<String> refusal(
      Directory directory, String account, Hostname name, Domain domain, Instant now) {
    if (directory.holding(name).isPresent()) {
      return Optional.of("is taken");
    }
    if (domain.owner().isPresent()) {
      return domain.owner().get().equals(account)
          ? Optional.empty()
          : Optional.of("lies in a domain of somebody else");
    }
    Released released = directory.released(name).orElse(null);
    if (released != null && !released.account().equals(account) && now.isBefore(released.until())) {
      return Optional.of("was given back lately and rests until " + released.until());
    }
    return name.equals(domain.apex())
        ? Optional.of("is the offered domain itself")
        : badLabel(name, domain);
  }

  private static Optional<String> badLabel(Hostname name, Domain domain) {
    if (!name.parent().equals(domain.apex())) {
      return Optional.of("must be one label directly below " + domain.apex());
    }
    String label = name.labels().getFirst();
    if (label.equals("*")) {
      return Optional.of("would be every free name of " + domain.apex());
    }
    if (label.contains("_")) {
      return Optional.of("has a label with _, which services use");
    }
    if (label.startsWith("xn--") || label.startsWith("--", 2)) {
      return Optional.of("is an international label, which can look like somebody else's");
    }
    if (RESERVED.contains(label) || label.matches("(ns|mx|dns|mail|smtp|www)\\d*")) {
      return Optional.of("is reserved");
    }
    return Optional.empty();
  }
}
