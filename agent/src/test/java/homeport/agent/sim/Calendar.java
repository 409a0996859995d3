package homeport.agent.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is still to happen, one at a time. What is due at the same instant happens in an
 * order that the seed decides.
 *
 * <p>Instants are nanoseconds since the beginning of the world.
 */
public final class Calendar {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private final SplittableRandom order;
  private long now;
  private long steps;
  private @Nullable Task current;

  Calendar(long seed) {
    order = new SplittableRandom(seed);
  }

  /** One thing that will happen. */
  static final class Entry implements Comparable<Entry> {
    private long when;
    private final int rank;
    private final @Nullable Tasks owner;
    private @Nullable Runnable deed;

    private Entry(long when, int rank, @Nullable Tasks owner, Runnable deed) {
      this.when = when;
      this.rank = rank;
      this.owner = owner;
      this.deed = deed;
    }

    void cancel() {
      deed = null;
    }

    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(when, other.when);
      return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
    }
  }

  /** The tasks of one process; killed together. */
  static final class Tasks {
    private boolean dead;
    private int count;

    boolean isDead() {
      return dead;
    }

    int count() {
      return count;
    }

    void kill() {
      dead = true;
    }
  }

  private static final class Task {
    private final Tasks owner;
    private final Coroutine body;

    Task(Tasks owner, Runnable body) {
      this.owner = owner;
      this.body = new Coroutine(body);
    }
  }

  public long now() {
    return now;
  }

  long steps() {
    return steps;
  }

  static long nanos(Duration time) {
    return time.toNanos();
  }

  /** Something outside of the agent. */
  Entry at(long when, Runnable deed) {
    return add(when, null, deed);
  }

  private Entry add(long when, @Nullable Tasks owner, Runnable deed) {
    var entry = new Entry(Math.max(when, now), order.nextInt(), owner, deed);
    entries.add(entry);
    return entry;
  }

  void start(Tasks owner, Runnable body) {
    owner.count++;
    var task =
        new Task(
            owner,
            () -> {
              body.run();
              owner.count--;
            });
    Entry _ = add(now, owner, () -> resume(task));
  }

  private void resume(Task task) {
    if (task.owner.dead) {
      return; // What it was about to do is never done.
    }
    current = task;
    try {
      task.body.run();
    } finally {
      current = null;
    }
  }

  /** Does the next thing. */
  void step() {
    Entry next = entries.poll();
    if (next == null) {
      throw new IllegalStateException("nothing will ever happen again");
    }
    Runnable deed = next.deed;
    if (deed == null || (next.owner != null && next.owner.dead)) {
      return;
    }
    now = Math.max(now, next.when);
    steps++;
    deed.run();
  }

  /** A process does not run for a time: its waits end later by that. */
  void freeze(Tasks owner, Duration time) {
    var moved = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (entry.owner == owner) {
        moved.add(entry);
      }
    }
    entries.removeAll(moved);
    for (Entry entry : moved) {
      entry.when += time.toNanos();
    }
    entries.addAll(moved);
  }

  /** What a task waits on. */
  public final class Flag {
    private boolean raised;
    private @Nullable Task waiter;
    private @Nullable Entry end;

    void raise() {
      raised = true;
      Entry waiting = end;
      Task task = waiter;
      if (waiting != null && task != null) {
        waiting.cancel();
        waiter = null;
        end = add(now, task.owner, () -> resume(task));
      }
    }

    /** Whether it was raised before that time. */
    boolean await(long until) {
      Task me = current;
      if (me == null) {
        throw new IllegalStateException("only a task can wait");
      }
      if (!raised && until > now) {
        waiter = me;
        end = add(until, me.owner, () -> resume(me));
        Coroutine.pause();
        waiter = null;
        end = null;
      }
      boolean was = raised;
      raised = false;
      return was;
    }
  }

  Flag flag() {
    return new Flag();
  }

  /** The running task waits. */
  void pass(Duration time) {
    boolean _ = flag().await(now + time.toNanos());
  }
}
