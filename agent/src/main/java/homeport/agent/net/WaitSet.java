package homeport.agent.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * Waits for a descriptor, for a call from another thread, and for the wall clock to be set: one
 * system call, and nothing runs meanwhile.
 */
final class WaitSet {
  private static final int CLOCK_REALTIME = 0;
  private static final int ABSOLUTE_CANCEL_ON_SET = 3;
  private static final short POLLIN = 1;

  /** What ended the wait, the most urgent first. */
  enum Ready {
    DESCRIPTOR,
    CLOCK,
    WAKE,
    NOTHING
  }

  private final Libc libc;
  private final Libc waker;
  private final int wakeDescriptor;
  private final int timer;
  private final MemorySegment waiting;
  private final MemorySegment eight;
  private final MemorySegment one;

  private WaitSet(
      Arena arena, Libc libc, Libc waker, int descriptor, int wakeDescriptor, int timer) {
    this.libc = libc;
    this.waker = waker;
    this.wakeDescriptor = wakeDescriptor;
    this.timer = timer;
    this.eight = arena.allocate(ValueLayout.JAVA_LONG);
    this.one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
    // struct pollfd: descriptor 4, events 2, what happened 2
    waiting = arena.allocate(24, 4);
    int[] descriptors = {descriptor, timer, wakeDescriptor};
    for (int i = 0; i < 3; i++) {
      waiting.set(ValueLayout.JAVA_INT, i * 8L, descriptors[i]);
      waiting.set(ValueLayout.JAVA_SHORT, i * 8L + 4, POLLIN);
    }
  }

  static WaitSet open(Kernel kernel, Arena arena, int descriptor) throws IOException {
    var libc = new Libc(arena, kernel);
    int wake = Libc.check(libc.eventfd(0, kernel.quietDescriptor()), "eventfd");
    // A negative descriptor is passed over by poll: then a clock that is set goes unnoticed.
    int timer = libc.timerfd(CLOCK_REALTIME, kernel.quietDescriptor());
    if (timer >= 0) {
      // struct itimerspec: interval, then the first time; here in the year 2255. It is cancelled
      // when the clock is set, and when the machine wakes from sleep (timerfd_create(2)).
      MemorySegment far = arena.allocate(32, 8);
      far.set(ValueLayout.JAVA_LONG, 16, 9_000_000_000L);
      libc.setTimer(timer, ABSOLUTE_CANCEL_ON_SET, far);
    }
    return new WaitSet(arena, libc, new Libc(arena, kernel), descriptor, wake, timer);
  }

  /** Waits; for one thread at a time. */
  Ready await(Duration timeout) throws IOException {
    long deadline = System.nanoTime() + Math.min(timeout.toNanos(), Long.MAX_VALUE / 4);
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      int milliseconds = (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
      int ready = libc.poll(waiting, 3, milliseconds);
      if (ready != -Libc.EINTR) {
        Libc.check(ready, "poll");
      }
      if (ready > 0 && happened(0)) {
        return Ready.DESCRIPTOR;
      }
      if (ready > 0 && happened(1) && libc.read(timer, eight) == -Libc.ECANCELED) {
        return Ready.CLOCK;
      }
      if (ready > 0 && happened(2)) {
        libc.read(wakeDescriptor, eight);
        return Ready.WAKE;
      }
      if (deadline - System.nanoTime() <= 0) {
        return Ready.NOTHING;
      }
    }
  }

  private boolean happened(int index) {
    return waiting.get(ValueLayout.JAVA_SHORT, index * 8L + 6) != 0;
  }

  /** Ends the wait; for one thread at a time, beside the one that waits. */
  void wake() {
    waker.write(wakeDescriptor, one);
  }

  void close() {
    libc.close(wakeDescriptor);
    if (timer >= 0) {
      libc.close(timer);
    }
  }
}
