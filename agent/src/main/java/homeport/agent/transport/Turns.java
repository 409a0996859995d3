package homeport.agent.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets requests begin one after the other when very many want to at once: handshakes side by side
 * only wait for each other's processor, and each holds memory meanwhile.
 *
 * <p>A turn ends with its request, or after a moment: whoever waits for a peer that does not answer
 * holds nobody up.
 */
final class Turns {
  private final int most;
  private final long longest;
  private final Deque<Turn> taken = new ArrayDeque<>();

  /** One request's; ended at most once. */
  static final class Turn {
    private final long since = System.nanoTime();
    private boolean ended;
  }

  /**
   * @param most so many at once
   * @param longest when a turn ends by itself
   */
  Turns(int most, Duration longest) {
    this.most = most;
    this.longest = longest.toNanos();
  }

  /** Waits for a turn. An interrupted thread goes on without waiting. */
  synchronized Turn take() {
    for (long left = untilFree(); left > 0; left = untilFree()) {
      try {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    var turn = new Turn();
    taken.add(turn);
    return turn;
  }

  /** Nanoseconds until there is a free turn, if none ends before. */
  private long untilFree() {
    long now = System.nanoTime();
    taken.removeIf(turn -> turn.ended || now - turn.since >= longest);
    return taken.size() < most ? 0 : Math.max(1, longest - (now - taken.element().since));
  }

  synchronized void end(Turn turn) {
    turn.ended = true;
    notify(); // One turn, one that waits.
  }
}
