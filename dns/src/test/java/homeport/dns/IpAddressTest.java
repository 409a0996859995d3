package homeport.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @Property
  void text_and_octets_mean_the_same_address_as_in_the_jdk(@ForAll("octets") byte[] octets)
      throws Exception {
    IpAddress address = IpAddress.of(octets);
    assertThat(address.octets()).isEqualTo(octets);
    assertThat(address.toInetAddress()).isEqualTo(InetAddress.getByAddress(octets));
    assertThat(InetAddress.ofLiteral(address.toString()))
        .isEqualTo(InetAddress.getByAddress(octets));
    assertThat(IpAddress.parse(address.toString())).contains(address);
  }

  @Property
  void the_jdks_own_text_is_read_too(@ForAll("octets") byte[] octets) throws Exception {
    InetAddress address = InetAddress.getByAddress(octets);
    assertThat(IpAddress.parse(address.getHostAddress())).contains(IpAddress.of(address));
  }

  /** The JDK reads more than the standards allow; on what is allowed, both must agree. */
  @Property(tries = 20_000)
  void every_text_is_read_as_the_jdk_reads_it_or_not_at_all(
      @ForAll("almostAddresses") String text) {
    Optional<InetAddress> theirs = literal(text);
    Optional<IpAddress> ours = IpAddress.parse(text);
    if (ours.isPresent()) {
      assertThat(theirs.map(IpAddress::of)).contains(ours.get().unmapped());
    } else if (!isLax(text)) {
      assertThat(theirs).isEmpty();
    }
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Forms that the JDK takes and we do not: few octets, octets with zeros in front, long groups.
   */
  private static boolean isLax(String text) {
    return text.matches("\\d+(\\.\\d+){0,2}")
        || text.matches("(.*[.:])?0\\d+\\..*|.*\\.0\\d+")
        || text.matches(".*\\p{XDigit}{5,}.*");
  }

  @Property
  void order_is_family_first_and_then_octets(
      @ForAll("octets") byte[] one, @ForAll("octets") byte[] other) {
    int expected =
        one.length != other.length
            ? Integer.compare(one.length, other.length)
            : Arrays.compareUnsigned(one, other);
    assertThat(Integer.signum(IpAddress.of(one).compareTo(IpAddress.of(other))))
        .isEqualTo(Integer.signum(expected));
  }

  @Provide
  Arbitrary<byte[]> octets() {
    // Zero octets are common, so that runs of zero groups are.
    Arbitrary<Byte> octet = Arbitraries.oneOf(Arbitraries.just((byte) 0), Arbitraries.bytes());
    return Arbitraries.of(4, 16).flatMap(size -> octet.array(byte[].class).ofSize(size));
  }

  @Provide
  Arbitrary<String> almostAddresses() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            ":",
            ":",
            ":",
            "::",
            ".",
            ".",
            "0",
            "1",
            "9",
            "f",
            "db8",
            "2001",
            "255",
            "256",
            "192",
            "01",
            "ffff",
            "A",
            "g",
            "12345",
            "192.0.2.1");
    return pieces.list().ofMinSize(1).ofMaxSize(16).map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:0db8::0001, 2001:db8::1", // RFC 5952, 4.1: no zeros in front
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1", // 4.2.1: shortened as much as possible
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // 4.2.2: not for one group alone
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // 4.2.3: the longest run
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // the first of equal runs
    "2001:DB8::ABCD, 2001:db8::abcd", // 4.3: lower case
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "0:0:0:0:0:ffff:c000:201, ::ffff:192.0.2.1", // 5: mapped addresses end in dotted octets
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void ipv6_is_written_as_rfc_5952_says(String text, String canonical) {
    assertThat(IpAddress.of(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        ":",
        ":::",
        "1",
        "192.0.2",
        "192.0.2.1.",
        ".192.0.2.1",
        "192.0.2.1.1",
        "192.0.2.256",
        "192.0.2.01",
        "192.0.2.001",
        "00.0.0.0",
        "0x7f.0.0.1",
        "3221225985",
        "192.0.2.-1",
        "192.0.2.+1",
        "192.0.2.1 ",
        " 192.0.2.1",
        "192.0.2.1\n",
        "192.0.2.1/32",
        "192.0.2.1:80",
        "[2001:db8::1]",
        "2001:db8::1%eth0",
        "fe80::1%1",
        "2001:db8::1/64",
        "2001:db8::1::2",
        "2001:db8:::1",
        "2001:db8",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "::1:2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "2001:db8::12345",
        "2001:db8::g",
        "::ffff:192.0.2.01",
        "::ffff:192.0.2",
        "::192.0.2.1:1",
        "1:2:3:4:5:6:7:192.0.2.1",
        "192.0.2.1::",
        "::ffff:192.0.2.256",
        "１９２.0.2.1",
        "٢::1",
        "home.example.org"
      })
  void what_is_not_exactly_an_address_is_none(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
    assertThatThrownBy(() -> IpAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void very_long_text_is_no_address() {
    assertThat(IpAddress.parse("1".repeat(1_000_000))).isEmpty();
    assertThat(IpAddress.parse("::".repeat(1_000_000))).isEmpty();
  }

  @Test
  void a_mapped_address_stays_ipv6_until_it_is_unmapped() {
    IpAddress mapped = IpAddress.of("::ffff:192.0.2.1");
    assertThat(mapped.family()).isEqualTo(AddressFamily.IPV6);
    assertThat(mapped.unmapped()).isEqualTo(IpAddress.of("192.0.2.1"));
    assertThat(IpAddress.of("2001:db8::1").unmapped()).isEqualTo(IpAddress.of("2001:db8::1"));
    assertThat(IpAddress.of("192.0.2.1").unmapped()).isEqualTo(IpAddress.of("192.0.2.1"));
    assertThat(IpAddress.of("1::ffff:192.0.2.1").unmapped().family()).isEqualTo(AddressFamily.IPV6);
  }

  @Test
  void an_address_has_4_or_16_octets() {
    assertThatThrownBy(() -> IpAddress.of(new byte[5])).hasMessageContaining("not 5");
    assertThatThrownBy(() -> new IpAddress(AddressFamily.IPV4, 1, 0)).hasMessageContaining("32");
    assertThatThrownBy(() -> new IpAddress(AddressFamily.IPV4, 0, -1)).hasMessageContaining("32");
  }
}
