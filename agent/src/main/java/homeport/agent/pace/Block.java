package homeport.agent.pace;

import homeport.agent.plan.Outcome.Refusal;
import java.time.Instant;

/**
 * Not until a person acts. It survives a restart, and ends when the settings it was met with change
 * or by command.
 *
 * @param reason the kind of refusal
 * @param said the provider's own words
 * @param since when (wall clock)
 * @param settings fingerprint of the settings that were refused
 */
public record Block(Refusal reason, String said, Instant since, String settings) {}
