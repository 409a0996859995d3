package homeport.server.account;

import homeport.dns.Hostname;
import java.util.Optional;

/**
 * A domain that is a zone here.
 *
 * @param apex its name
 * @param owner the account whose own domain it is; nothing if it is offered to all
 */
public record Domain(Hostname apex, Optional<String> owner) {}
