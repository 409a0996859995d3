package homeport.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollingNetworkTest {

  private static PollingNetwork open() throws IOException {
    return new PollingNetwork(Duration.ofMillis(10), AddressRules.DEFAULT);
  }

  @Test
  void it_waits_wakes_and_closes() throws IOException {
    try (PollingNetwork network = open()) {
      assertThat(network.await(Duration.ofMillis(30))).isIn(new Hint.Timeout(), new Hint.Changed());
      network.wake();
      assertThat(network.await(Duration.ofSeconds(20))).isEqualTo(new Hint.Woken());
      network.close();
      assertThatThrownBy(() -> network.await(Duration.ofSeconds(20)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void it_reads_this_machine() throws IOException {
    try (PollingNetwork network = open()) {
      assertThat(network.read().interfaces())
          .anySatisfy(i -> assertThat(i.has(IpAddress.of("127.0.0.1"))).isTrue());
      assertThat(network.towards(IpAddress.of("127.0.0.1"), Optional.empty()))
          .isInstanceOfSatisfying(
              RouteAnswer.Leaves.class,
              leaves -> assertThat(leaves.source()).contains(IpAddress.of("127.0.0.1")));
    }
  }

  @Test
  void it_never_claims_to_know_what_only_the_kernel_knows() throws IOException {
    try (PollingNetwork network = open()) {
      IpAddress here = IpAddress.of("127.0.0.1");
      assertThat(network.towards(here, Optional.of(here))).isInstanceOf(RouteAnswer.Unknown.class);
      assertThat(network.towardsBy(here, "lo")).isInstanceOf(RouteAnswer.Unknown.class);
    }
  }

  @Test
  void the_best_way_to_hear_is_chosen_and_said() throws IOException {
    Networks.Opened opened = Networks.open(AddressRules.DEFAULT);
    try (Network network = opened.network()) {
      assertThat(opened.how()).startsWith(network.describe());
      assertThat(network.read().interfaces()).isNotEmpty();
    }
  }
}
