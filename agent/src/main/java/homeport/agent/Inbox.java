package homeport.agent;

import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Why a lane should look: any number of reasons become one round. */
final class Inbox {
  private final World.Signal signal;
  private Trigger trigger = Trigger.TIMER;
  private final Set<Target> asked = new HashSet<>();
  private boolean mail;
  private boolean closed;

  /**
   * What was in the inbox.
   *
   * @param trigger the newest reason; TIMER if there was none
   * @param asked targets that a person wants sent although unchanged
   */
  record Mail(Trigger trigger, Set<Target> asked) {}

  Inbox(World.Signal signal) {
    this.signal = signal;
  }

  void put(Trigger why) {
    put(why, Set.of());
  }

  void put(Trigger why, Set<Target> targets) {
    synchronized (this) {
      trigger = why;
      mail = true;
      asked.addAll(targets);
    }
    signal.raise();
  }

  void close() {
    synchronized (this) {
      closed = true;
    }
    signal.raise();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether something newer waits to be looked at. */
  synchronized boolean hasMail() {
    return mail;
  }

  /** Everything that came, or the timer's mail when the time has come. */
  Mail take(Instant until) {
    boolean _ = hasMail() || signal.await(until);
    synchronized (this) {
      var taken = new Mail(mail ? trigger : Trigger.TIMER, Set.copyOf(asked));
      mail = false;
      asked.clear();
      return taken;
    }
  }
}
