package homeport.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Reads this machine's own state, whatever it is; changes nothing. */
@EnabledOnOs(OS.LINUX)
class NetlinkTest {
  private Network network;

  @BeforeEach
  void open() throws IOException {
    network = Netlink.open();
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void the_loopback_interface_is_there_with_its_address() throws IOException {
    InterfaceState loopback = network.read().owner(IpAddress.of("127.0.0.1")).orElseThrow();
    assertThat(loopback.loopback()).isTrue();
    assertThat(loopback.up()).isTrue();
    assertThat(loopback.carrier()).isTrue();
    assertThat(loopback.addresses().getFirst()).hasToString("127.0.0.1/8");
  }

  @Test
  void it_sees_the_addresses_that_the_jdk_sees() throws IOException {
    NetworkState mine = network.read();
    NetworkState jdk = new PollingNetwork(Duration.ofSeconds(1), AddressRules.DEFAULT).read();
    for (InterfaceState each : jdk.interfaces()) {
      InterfaceState same = mine.named(each.name()).orElseThrow();
      assertThat(same.index()).isEqualTo(each.index());
      assertThat(same.addresses().stream().map(Object::toString).toList())
          .containsAll(each.addresses().stream().map(Object::toString).toList());
    }
  }

  @Test
  void the_way_to_this_machine_is_loopback() {
    assertThat(network.towards(IpAddress.of("127.0.0.1"), Optional.empty()))
        .isInstanceOfSatisfying(
            RouteAnswer.Leaves.class,
            leaves -> {
              assertThat(leaves.interfaceName()).isEqualTo("lo");
              assertThat(leaves.source()).contains(IpAddress.of("127.0.0.1"));
              assertThat(leaves.matched()).isEqualTo(RouteAnswer.Matched.PART);
            });
  }

  @Test
  void an_address_that_is_not_ours_is_no_source() {
    assertThat(
            network.towards(IpAddress.of("198.41.0.4"), Optional.of(IpAddress.of("203.0.113.77"))))
        .isInstanceOf(RouteAnswer.Unreachable.class);
  }

  @Test
  void an_interface_that_does_not_exist_leads_nowhere() {
    assertThat(network.towardsBy(IpAddress.of("198.41.0.4"), "none0"))
        .isEqualTo(new RouteAnswer.Unreachable("no such interface"));
  }

  @Test
  void a_wait_ends_after_its_time_or_when_somebody_calls() throws Exception {
    assertThat(network.await(Duration.ofMillis(20))).isIn(new Hint.Timeout(), new Hint.Changed());
    CompletableFuture<Hint> hint = awaitInAThread(Duration.ofSeconds(20));
    network.wake();
    assertThat(hint.get(5, TimeUnit.SECONDS)).isIn(new Hint.Woken(), new Hint.Changed());
  }

  @Test
  void a_call_before_the_wait_counts() throws IOException {
    network.wake();
    assertThat(network.await(Duration.ofSeconds(20))).isIn(new Hint.Woken(), new Hint.Changed());
  }

  @Test
  void closing_ends_the_wait_and_everything_after() throws Exception {
    CompletableFuture<Hint> hint = awaitInAThread(Duration.ofSeconds(20));
    network.close();
    network.close();
    assertThat(hint.handle((_, _) -> "over").get(5, TimeUnit.SECONDS)).isEqualTo("over");
    assertThatThrownBy(() -> network.read()).isInstanceOf(IOException.class);
    assertThat(network.towards(IpAddress.of("127.0.0.1"), Optional.empty()))
        .isEqualTo(new RouteAnswer.Unknown("closed"));
    network.wake();
  }

  private CompletableFuture<Hint> awaitInAThread(Duration time) {
    var hint = new CompletableFuture<Hint>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                hint.complete(network.await(time));
              } catch (IOException e) {
                hint.completeExceptionally(e);
              }
            });
    return hint;
  }
}
