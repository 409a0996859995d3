package homeport.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  @Property
  void an_ipv6_prefix_holds_what_shares_its_first_bits(
      @ForAll @Size(16) byte[] one,
      @ForAll @Size(16) byte[] other,
      @ForAll @IntRange(max = 128) int length,
      @ForAll @IntRange(max = 16) int shared) {
    System.arraycopy(one, 0, other, 0, shared); // else two random addresses rarely share anything
    check(one, other, length);
  }

  @Property
  void an_ipv4_prefix_holds_what_shares_its_first_bits(
      @ForAll @Size(4) byte[] one,
      @ForAll @Size(4) byte[] other,
      @ForAll @IntRange(max = 32) int length,
      @ForAll @IntRange(max = 4) int shared) {
    System.arraycopy(one, 0, other, 0, shared);
    check(one, other, length);
  }

  private static void check(byte[] one, byte[] other, int length) {
    int free = one.length * 8 - length;
    boolean same =
        new BigInteger(1, one).shiftRight(free).equals(new BigInteger(1, other).shiftRight(free));
    Prefix prefix = new Prefix(IpAddress.of(one), length);
    assertThat(prefix.contains(IpAddress.of(one))).isTrue();
    assertThat(prefix.contains(IpAddress.of(other))).isEqualTo(same);
    assertThat(prefix.equals(new Prefix(IpAddress.of(other), length))).isEqualTo(same);
    assertThat(Prefix.parse(prefix.toString())).contains(prefix);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77/24, 192.0.2.0/24",
    "192.0.2.77/32, 192.0.2.77/32",
    "192.0.2.77/0, 0.0.0.0/0",
    "2001:DB8:ffff::1/32, 2001:db8::/32",
    "2001:db8::1/128, 2001:db8::1/128",
    "2001:db8::1/64, 2001:db8::/64",
    "2001:db8::ffff:0:0:1/65, 2001:db8:0:0:8000::/65",
  })
  void bits_beyond_the_length_are_cleared(String text, String canonical) {
    assertThat(Prefix.of(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "192.0.2.0",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/+8",
        "192.0.2.0/024",
        "192.0.2.0/00",
        "192.0.2.0/24 ",
        "192.0.2.0/24/24",
        "192.0.2/24",
        "2001:db8::/129",
        "2001:db8::/1000",
        "2001:db8::/99999999999",
        "192.0.2.0/٢"
      })
  void what_is_not_exactly_a_prefix_is_none(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
    assertThatThrownBy(() -> Prefix.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void families_never_mix() {
    assertThat(Prefix.of("::/0").contains(IpAddress.of("192.0.2.1"))).isFalse();
    assertThat(Prefix.of("0.0.0.0/0").contains(IpAddress.of("::ffff:192.0.2.1"))).isFalse();
    assertThatThrownBy(() -> new Prefix(IpAddress.of("192.0.2.1"), 33))
        .hasMessageContaining("0 to 32");
  }
}
