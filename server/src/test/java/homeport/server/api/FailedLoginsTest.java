package homeport.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private static final IpAddress CLIENT = IpAddress.of("192.0.2.1");
  private final FailedLogins logins = new FailedLogins();

  private void useUp(IpAddress client) {
    for (int i = 0; i < FailedLogins.BURST; i++) {
      assertThat(logins.failed(client, 0)).isZero();
    }
  }

  @Test
  void few_wrong_passwords_are_answered_at_once_and_many_are_held_back() {
    useUp(CLIENT);
    assertThat(logins.failed(CLIENT, 0)).isPositive();
    assertThat(logins.isTiresome(CLIENT)).isTrue();
  }

  @Test
  void others_are_not_held_back() {
    useUp(CLIENT);
    assertThat(logins.failed(IpAddress.of("192.0.2.2"), 0)).isZero();
  }

  @Test
  void bucket_fills_again_with_time() {
    useUp(CLIENT);
    long later = Duration.ofSeconds(6).toNanos();
    assertThat(logins.failed(CLIENT, later)).isZero();
    assertThat(logins.failed(CLIENT, later)).isPositive();
  }

  @Test
  void one_ipv6_subscriber_is_one_client() {
    useUp(IpAddress.of("2001:db8::1"));
    assertThat(logins.failed(IpAddress.of("2001:db8::2"), 0)).isPositive();
    assertThat(logins.failed(IpAddress.of("2001:db8:0:1::2"), 0)).isZero();
  }

  @Test
  void number_of_answers_held_at_once_is_limited() {
    useUp(CLIENT);
    int held = 0;
    while (held < 100_000 && logins.failed(CLIENT, 0).isPositive()) {
      held++;
    }
    assertThat(held).isEqualTo(2_000);
    logins.released();
    assertThat(logins.failed(CLIENT, 0)).isPositive();
  }
}
