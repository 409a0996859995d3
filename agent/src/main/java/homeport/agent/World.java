package homeport.agent;

import homeport.agent.journal.Moment;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Time, chance and threads, handed to the agent from outside, so that a whole agent can live in a
 * simulated world where one task runs at a time and a wait is an entry in its calendar.
 */
interface World {

  /** Now, on both clocks. */
  Moment now();

  /** Chance, for jitter. */
  RandomGenerator random();

  /** Starts a task beside the others. A task ends by itself; none may take the process with it. */
  void start(String name, Runnable task);

  /** Starts a task that blocks in the system for a long time, on a thread of its own. */
  void dedicate(String name, Runnable task);

  /** A new signal to wait on. */
  Signal signal();

  /** What a task waits on: raised by another one, or by the passing of time. */
  interface Signal {
    /** Ends the present wait, or the next one if nobody waits. */
    void raise();

    /**
     * Waits until it is raised or the time has come, whichever is first.
     *
     * @param until on the steady clock
     * @return whether it was raised
     */
    boolean await(Instant until);
  }
}
