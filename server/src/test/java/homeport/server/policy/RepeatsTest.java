package homeport.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Repeats repeats = new Repeats(2);

  private void twice(Instant at) {
    repeats.note("alice-fw", "home.example.net", at);
    repeats.note("alice-fw", "home.example.net", at);
  }

  private boolean tooMany(Instant now) {
    return repeats.tooMany("alice-fw", "home.example.net", now);
  }

  @Test
  void too_many_are_too_many_until_the_hour_is_over() {
    twice(NOON);

    assertThat(tooMany(NOON.plusSeconds(3_599))).isTrue();
    assertThat(tooMany(NOON.plusSeconds(3_600))).isFalse();
  }

  @Test
  void clock_that_was_set_back_makes_no_hour_of_years() {
    twice(NOON.plus(Duration.ofDays(1_000)));

    assertThat(tooMany(NOON)).isFalse();
  }

  @Test
  void updates_out_of_order_by_a_moment_count_together() {
    twice(NOON);

    assertThat(tooMany(NOON.minusMillis(5))).isTrue();
  }
}
