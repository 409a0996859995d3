package homeport.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private final ClientAddress trustsNobody = new ClientAddress(List.of());
  private final ClientAddress trustsProxies =
      new ClientAddress(List.of(Prefix.of("10.0.0.0/8"), Prefix.of("2001:db8:f::/64")));

  private static String seen(ClientAddress rule, String connection, String... forwardedFor) {
    return rule.of(IpAddress.of(connection).toInetAddress(), List.of(forwardedFor)).toString();
  }

  @Test
  void header_is_not_believed_unless_a_proxy_is_configured() {
    assertThat(seen(trustsNobody, "192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
  }

  @Test
  void header_is_not_believed_from_anybody_but_the_proxy() {
    assertThat(seen(trustsProxies, "192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
  }

  @Test
  void proxy_says_who_connected_to_it() {
    assertThat(seen(trustsProxies, "10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(seen(trustsProxies, "2001:db8:f::1", "2001:db8::7")).isEqualTo("2001:db8::7");
  }

  @Test
  void forged_start_of_the_header_is_not_reached() {
    assertThat(seen(trustsProxies, "10.0.0.1", "203.0.113.66, 198.51.100.7"))
        .isEqualTo("198.51.100.7");
    assertThat(seen(trustsProxies, "10.0.0.1", "203.0.113.66", "198.51.100.7"))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void chain_of_own_proxies_is_walked_to_its_end() {
    assertThat(seen(trustsProxies, "10.0.0.1", "198.51.100.7, 10.0.0.9")).isEqualTo("198.51.100.7");
  }

  @Test
  void unreadable_header_leaves_the_last_address_that_is_known() {
    assertThat(seen(trustsProxies, "10.0.0.1", "unknown")).isEqualTo("10.0.0.1");
    assertThat(seen(trustsProxies, "10.0.0.1", "")).isEqualTo("10.0.0.1");
  }

  @Test
  void ipv4_inside_ipv6_is_shown_as_ipv4() {
    assertThat(seen(trustsProxies, "10.0.0.1", "::ffff:198.51.100.7")).isEqualTo("198.51.100.7");
  }
}
