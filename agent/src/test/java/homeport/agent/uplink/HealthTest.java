package homeport.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final ProbeRules RULES = ProbeRules.DEFAULT;
  private static final Probe ANSWERED = new Probe.Answered(Duration.ofMillis(1));
  private static final Probe SILENT = new Probe.Silent("no answer");

  private Instant now = Instant.EPOCH;
  private Health health = Health.fresh(now);

  private void probe(int times, Probe probe) {
    for (int i = 0; i < times; i++) {
      now = now.plus(health.pause(RULES));
      health = health.after(probe, RULES, now);
    }
  }

  @Test
  void one_miss_or_two_bring_no_uplink_down() {
    probe(2, SILENT);
    assertThat(health.isUp()).isTrue();
    probe(1, ANSWERED);
    probe(2, SILENT);
    assertThat(health.isUp()).isTrue();
  }

  @Test
  void three_misses_in_a_row_do_within_a_second_and_a_burst() {
    probe(3, SILENT);
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
    assertThat(Duration.between(Instant.EPOCH, now)).isEqualTo(Duration.ofMillis(1200));
  }

  @Test
  void it_comes_back_only_after_it_answered_for_the_hold_time() {
    probe(3, SILENT);
    probe(2, ANSWERED);
    assertThat(health.state()).isEqualTo(Health.State.HELD);
    Instant held = now;
    while (!health.isUp()) {
      probe(1, ANSWERED);
    }
    assertThat(Duration.between(held, now)).isBetween(RULES.hold(), RULES.hold().plusSeconds(1));
  }

  @Test
  void each_further_fall_of_a_flapping_uplink_holds_it_back_twice_as_long() {
    Duration before = Duration.ZERO;
    for (int fall = 0; fall < 8; fall++) {
      probe(3, SILENT);
      assertThat(health.hold(RULES)).isGreaterThanOrEqualTo(before);
      before = health.hold(RULES);
      probe(2, ANSWERED);
    }
    assertThat(before).isEqualTo(Health.LONGEST_HOLD);
  }

  @Test
  void an_uplink_that_was_well_for_long_is_forgiven() {
    probe(3, SILENT);
    probe(40, ANSWERED);
    assertThat(health.isUp()).isTrue();
    now = now.plus(Health.MEMORY);
    probe(1, ANSWERED);
    probe(3, SILENT);
    assertThat(health.hold(RULES)).isEqualTo(RULES.hold());
  }

  @Test
  void a_cut_line_is_down_at_once_and_has_to_prove_itself_again() {
    health = health.cut(now, "wan1 has no carrier");
    assertThat(health.describe()).isEqualTo("down: wan1 has no carrier");
    probe(1, ANSWERED);
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
    probe(1, ANSWERED);
    assertThat(health.state()).isEqualTo(Health.State.HELD);
  }

  @Test
  void what_we_may_not_probe_is_neither_up_nor_down_for_that() {
    health = health.after(new Probe.Forbidden("no ping sockets"), RULES, now);
    assertThat(health.isUp()).isTrue();
    probe(3, SILENT);
    health = health.after(new Probe.Forbidden("no ping sockets"), RULES, now);
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
  }
}
