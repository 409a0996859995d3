package homeport.agent;

import homeport.agent.journal.Moment;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** The machine's own time, chance and threads. */
final class RealWorld implements World {
  private static final System.Logger LOG = System.getLogger(RealWorld.class.getName());
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final Clock wall = Clock.systemUTC();
  private final long start = System.nanoTime();
  private final AtomicLong slept = new AtomicLong();
  private volatile long lastGap = gap();

  @Override
  public Moment now() {
    long passed = System.nanoTime() - start + slept.get();
    return new Moment(Instant.EPOCH.plusNanos(passed), wall.instant());
  }

  @Override
  public RandomGenerator random() {
    return java.util.concurrent.ThreadLocalRandom.current();
  }

  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(guarded(name, task));
  }

  @Override
  public void dedicate(String name, Runnable task) {
    Thread.ofPlatform().daemon().name(name).start(guarded(name, task));
  }

  private static Runnable guarded(String name, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, name + " ended by a fault of this program; please report it", e);
      }
    };
  }

  /**
   * Counts the time that the machine was suspended, since Linux's monotonic clock stands still then
   * while {@code /proc/uptime} goes on.
   *
   * @return whether the machine slept since the last call
   */
  boolean wokeUp() {
    long gap = gap();
    long more = gap - lastGap;
    if (more < Duration.ofSeconds(2).toNanos()) {
      return false;
    }
    lastGap = gap;
    slept.addAndGet(more);
    return true;
  }

  private static long gap() {
    try {
      String text = Files.readString(UPTIME);
      double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
      return (long) (seconds * 1e9) - System.nanoTime();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "no " + UPTIME + ", so a suspend is not noticed: " + e);
      return 0;
    }
  }

  @Override
  public Signal signal() {
    return new RealSignal();
  }

  private final class RealSignal implements Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean raised;

    @Override
    public void raise() {
      lock.lock();
      try {
        raised = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean await(Instant until) {
      lock.lock();
      try {
        while (!raised) {
          long left = nanosUntil(until);
          if (left <= 0) {
            return false;
          }
          long _ = changed.awaitNanos(left);
        }
        raised = false;
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    private long nanosUntil(Instant until) {
      Duration left = Duration.between(now().steady(), until);
      // Not for ever: a suspend is noticed, and a far date does not overflow.
      return Math.min(
          left.isNegative() ? 0 : left.toMillis() * 1_000_000 + left.toNanosPart() % 1_000_000,
          Duration.ofDays(1).toNanos());
    }
  }
}
