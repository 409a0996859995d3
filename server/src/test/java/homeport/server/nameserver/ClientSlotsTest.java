package homeport.server.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientSlotsTest {
  private static InetAddress address(String text) {
    return IpAddress.of(text).toInetAddress();
  }

  @Test
  void one_ipv6_subscriber_with_many_addresses_is_one_client() {
    ClientSlots slots = new ClientSlots(100, 2);
    assertThat(slots.take(address("2001:db8::1"))).isTrue();
    assertThat(slots.take(address("2001:db8::2"))).isTrue();
    assertThat(slots.take(address("2001:db8::3"))).isFalse();
    assertThat(slots.take(address("2001:db8:0:1::3"))).isTrue();
    slots.release(address("2001:db8::2"));
    assertThat(slots.take(address("2001:db8::9"))).isTrue();
  }

  @Test
  void all_clients_together_have_a_limit() {
    ClientSlots slots = new ClientSlots(2, 2);
    assertThat(slots.take(address("192.0.2.1"))).isTrue();
    assertThat(slots.take(address("192.0.2.2"))).isTrue();
    assertThat(slots.take(address("192.0.2.3"))).isFalse();
    slots.release(address("192.0.2.1"));
    assertThat(slots.take(address("192.0.2.3"))).isTrue();
    assertThat(slots.open()).isEqualTo(2);
  }
}
