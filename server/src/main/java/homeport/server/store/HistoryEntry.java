package homeport.server.store;

import java.time.Instant;

/**
 * One line of the history.
 *
 * @param at when the request came
 * @param account whose request; empty if the operator's
 * @param credential its user name; empty if the operator's
 * @param remote where it came from; empty if from the command line
 * @param door which door it came through
 * @param userAgent what the client calls itself
 * @param asked the hostname as asked
 * @param outcome changed, unchanged, or why it was denied
 * @param changes {@code NAME TYPE OLD -> NEW}, one a line
 */
public record HistoryEntry(
    Instant at,
    String account,
    String credential,
    String remote,
    String door,
    String userAgent,
    String asked,
    String outcome,
    String changes) {}
