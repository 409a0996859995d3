package homeport.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final AtomicLong wall = new AtomicLong(1_000_000);
  private final AtomicLong monotonic = new AtomicLong(5_000_000_000L);
  private final ClockWatch watch = new ClockWatch(wall::get, monotonic::get);

  private void pass(Duration wallTime, Duration monotonicTime) {
    wall.addAndGet(wallTime.toMillis());
    monotonic.addAndGet(monotonicTime.toNanos());
  }

  @Test
  void time_that_passes_is_no_jump() {
    pass(Duration.ofDays(1), Duration.ofDays(1));
    assertThat(watch.jump()).isEmpty();
    pass(Duration.ofMillis(60_900), Duration.ofSeconds(60));
    assertThat(watch.jump()).isEmpty();
  }

  @Test
  void sleep_and_set_clocks_are_jumps_and_are_told_once() {
    pass(Duration.ofHours(8), Duration.ofSeconds(1)); // CLOCK_MONOTONIC stands still in suspend
    assertThat(watch.jump()).contains(Duration.ofHours(8).minusSeconds(1));
    assertThat(watch.jump()).isEmpty();
    pass(Duration.ofDays(-20000), Duration.ZERO);
    assertThat(watch.jump()).contains(Duration.ofDays(-20000));
  }

  @Test
  void a_clock_of_1970_that_is_set_after_boot_is_a_jump() {
    wall.set(0);
    assertThat(watch.jump()).isPresent();
    pass(Duration.ofSeconds(30), Duration.ofSeconds(30));
    assertThat(watch.jump()).isEmpty();
    pass(Duration.ofDays(56 * 365), Duration.ofSeconds(1));
    assertThat(watch.jump()).contains(Duration.ofDays(56 * 365).minusSeconds(1));
    assertThat(watch.jump()).isEmpty();
  }
}
