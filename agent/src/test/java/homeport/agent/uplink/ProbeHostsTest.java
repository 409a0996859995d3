package homeport.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeHostsTest {
  private static final List<IpAddress> HOSTS =
      List.of(
          IpAddress.of("192.0.2.1"),
          IpAddress.of("192.0.2.2"),
          IpAddress.of("192.0.2.3"),
          IpAddress.of("192.0.2.4"),
          IpAddress.of("192.0.2.5"));

  private final ProbeHosts turns = new ProbeHosts();
  private final Set<IpAddress> alive = new HashSet<>();
  private Instant now = Instant.EPOCH;
  private Health health = Health.fresh(now);

  private List<IpAddress> probe(int times) {
    var asked = new ArrayList<IpAddress>();
    for (int i = 0; i < times; i++) {
      IpAddress host = turns.next(HOSTS, health);
      Probe probe =
          alive.contains(host)
              ? new Probe.Answered(Duration.ofMillis(1))
              : new Probe.Silent("no answer");
      turns.probed(host, probe);
      now = now.plus(health.pause(ProbeRules.DEFAULT));
      health = health.after(probe, ProbeRules.DEFAULT, now);
      asked.add(host);
    }
    return asked;
  }

  @Test
  void those_that_answer_take_turns() {
    alive.addAll(HOSTS);
    assertThat(probe(5)).containsExactlyInAnyOrderElementsOf(HOSTS);
  }

  @Test
  void one_that_answers_among_dead_ones_keeps_the_uplink_up() {
    alive.add(HOSTS.get(3));
    probe(30); // None is known to answer at first, so it may go down once.
    for (int i = 0; i < 300; i++) {
      probe(1);
      if (i > 60) {
        assertThat(health.isUp()).as("probe %s", i).isTrue();
      }
    }
  }

  @Test
  void one_that_answers_brings_a_dead_uplink_back() {
    probe(3);
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
    alive.add(HOSTS.get(2));
    probe(8);
    assertThat(health.state()).isEqualTo(Health.State.HELD);
  }

  @Test
  void all_silent_is_noticed_in_three_probes() {
    alive.addAll(HOSTS);
    probe(50);
    alive.clear();
    probe(3);
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
  }
}
