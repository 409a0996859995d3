package homeport.agent.net;

import java.time.Duration;

/** Why a wait for the network ended. A hint says: look again; it never says what is so. */
public sealed interface Hint {

  /** Links, addresses, routes or rules changed. */
  record Changed() implements Hint {}

  /** So much changed that the kernel threw events away. */
  record Overrun() implements Hint {}

  /** Nothing happened in the given time. */
  record Timeout() implements Hint {}

  /** Somebody called {@link Network#wake}. */
  record Woken() implements Hint {}

  /**
   * The wall clock was set, or the machine slept.
   *
   * @param by how far the wall clock moved against the monotonic one; negative if back
   */
  record ClockJumped(Duration by) implements Hint {}
}
