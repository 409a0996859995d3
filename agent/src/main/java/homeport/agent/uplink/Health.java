package homeport.agent.uplink;

import java.time.Duration;
import java.time.Instant;

/**
 * How an uplink does in one family, from its probes.
 *
 * @param state what it comes to
 * @param streak probes in a row that ended the other way than the state says
 * @param since when the state began (steady clock)
 * @param falls how often it went down of late
 * @param why what the last probe said, in words
 */
public record Health(State state, int streak, Instant since, int falls, String why) {
  /** After this long without a fall the former ones are forgotten. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

  /** The states of an uplink. */
  public enum State {
    /** It carries packets to the Internet, as far as is known. */
    UP,
    /** It answers again, and must stay so for the hold time. */
    HELD,
    /** Nothing comes back. */
    DOWN
  }

  /** Nothing is known against it. */
  public static Health fresh(Instant now) {
    return new Health(State.UP, 0, now, 0, "not probed yet");
  }

  /** After one probe; a method that is forbidden changes nothing. */
  public Health after(Probe probe, ProbeRules rules, Instant now) {
    return switch (probe) {
      case Probe.Forbidden(var words) -> new Health(state, streak, since, falls, words);
      case Probe.Answered _ -> answered(rules, now);
      case Probe.Silent(var words) -> silent(rules, now, words);
    };
  }

  private Health answered(ProbeRules rules, Instant now) {
    return switch (state) {
      case UP -> new Health(state, 0, since, forgetting(now), "answers");
      case HELD ->
          now.isBefore(since.plus(hold(rules)))
              ? new Health(state, 0, since, falls, "answers again")
              : new Health(State.UP, 0, now, falls, "answers");
      case DOWN -> {
        if (streak + 1 < rules.upAfter()) {
          yield new Health(state, streak + 1, since, falls, "begins to answer");
        }
        State next = rules.hold().isZero() ? State.UP : State.HELD;
        yield new Health(next, 0, now, falls, "answers again");
      }
    };
  }

  private Health silent(ProbeRules rules, Instant now, String words) {
    return switch (state) {
      case UP, HELD ->
          streak + 1 < rules.downAfter()
              ? new Health(state, streak + 1, since, falls, words)
              : new Health(State.DOWN, 0, now, forgetting(now) + 1, words);
      case DOWN -> new Health(state, 0, since, falls, words);
    };
  }

  /** The line itself is gone: no carrier, address or route. No probe is needed to know. */
  public Health cut(Instant now, String words) {
    return state == State.DOWN
        ? new Health(state, 0, since, falls, words)
        : new Health(State.DOWN, 0, now, forgetting(now) + 1, words);
  }

  private int forgetting(Instant now) {
    return Duration.between(since, now).compareTo(MEMORY) > 0 ? 0 : falls;
  }

  /** The first fall costs the hold time, each further one twice as much, five minutes at most. */
  Duration hold(ProbeRules rules) {
    Duration hold = rules.hold().multipliedBy(1L << Math.clamp(falls - 1, 0, 20));
    return hold.compareTo(LONGEST_HOLD) > 0 && LONGEST_HOLD.compareTo(rules.hold()) > 0
        ? LONGEST_HOLD
        : hold;
  }

  /** How long to wait before the next probe. */
  public Duration pause(ProbeRules rules) {
    boolean unsure = streak > 0;
    return unsure ? rules.burst() : rules.interval();
  }

  /** Whether the traffic should be expected on it. */
  public boolean isUp() {
    return state == State.UP;
  }

  /** Whether it means the same to whoever publishes. */
  public boolean sameAs(Health other) {
    return state == other.state;
  }

  /** {@code up}, {@code down: no answer}. */
  public String describe() {
    return switch (state) {
      case UP -> "up";
      case HELD -> "answers again, held back";
      case DOWN -> "down: " + why;
    };
  }
}
