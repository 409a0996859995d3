package homeport.server.account;

import java.time.Instant;

/**
 * A name that was given back. Until the time nobody else gets it: certificates for it may still
 * live with whoever had it.
 *
 * @param account who had it, and may have it again at once
 * @param until when others may have it
 */
public record Released(String account, Instant until) {}
