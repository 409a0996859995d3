package homeport.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  /** The registries' tables in their order; the document stands beside each block. */
  private static final String REGISTRIES =
      """
      0.0.0.0/8            unspecified     RFC 791
      0.0.0.0/32           unspecified     RFC 1122
      10.0.0.0/8           private         RFC 1918
      100.64.0.0/10        cgnat           RFC 6598
      127.0.0.0/8          loopback        RFC 1122
      169.254.0.0/16       link-local      RFC 3927
      172.16.0.0/12        private         RFC 1918
      192.0.0.11/32        ietf-protocol   RFC 6890 (192.0.0.0/24, without its exceptions)
      192.0.0.0/29         ds-lite         RFC 7335
      192.0.0.8/32         ietf-protocol   RFC 7600
      192.0.0.9/32         anycast         RFC 7723
      192.0.0.10/32        anycast         RFC 8155
      192.0.0.170/32       nat64           RFC 8880
      192.0.0.171/32       nat64           RFC 8880
      192.0.2.0/24         documentation   RFC 5737
      192.31.196.0/24      anycast         RFC 7535
      192.52.193.0/24      anycast         RFC 7450
      192.88.99.0/24       6to4            RFC 7526
      192.88.99.2/32       6to4            RFC 6751
      192.168.0.0/16       private         RFC 1918
      192.175.48.0/24      anycast         RFC 7534
      198.18.0.0/15        benchmarking    RFC 2544
      198.51.100.0/24      documentation   RFC 5737
      203.0.113.0/24       documentation   RFC 5737
      224.0.0.0/4          multicast       RFC 1112
      240.0.0.0/4          reserved        RFC 1112
      255.255.255.255/32   reserved        RFC 919
      ::1/128              loopback        RFC 4291
      ::/128               unspecified     RFC 4291
      ::ffff:0:0/96        ipv4-mapped     RFC 4291
      64:ff9b::/96         nat64           RFC 6052
      64:ff9b:1::/48       nat64           RFC 8215
      100::/64             discard         RFC 6666
      100:0:0:1::/64       discard         RFC 9780
      2001:100::/24        ietf-protocol   RFC 2928 (the upper half of 2001::/23, without exceptions)
      2001::/32            teredo          RFC 4380
      2001:1::1/128        anycast         RFC 7723
      2001:1::2/128        anycast         RFC 8155
      2001:1::3/128        anycast         RFC 9665
      2001:2::/48          benchmarking    RFC 5180
      2001:3::/32          anycast         RFC 7450
      2001:4:112::/48      anycast         RFC 7535
      2001:10::/28         orchid          RFC 4843
      2001:20::/28         orchid          RFC 7343
      2001:30::/28         orchid          RFC 9374
      2001:db8::/32        documentation   RFC 3849
      2002::/16            6to4            RFC 3056
      2620:4f:8000::/48    anycast         RFC 7534
      3fff::/20            documentation   RFC 9637
      5f00::/16            srv6            RFC 9602
      fc00::/7             unique-local    RFC 4193
      fe80::/10            link-local      RFC 4291
      fec0::/10            reserved        RFC 3879
      ff00::/8             multicast       RFC 4291
      """;

  @Test
  void every_block_of_the_registries_is_in_its_group_from_first_to_last_address() {
    REGISTRIES
        .lines()
        .forEach(
            line -> {
              String[] column = line.split("\\s+", 3);
              Prefix block = Prefix.of(column[0]);
              assertThat(AddressRange.of(block.address())).as(line).hasToString(some(column[1]));
              assertThat(AddressRange.of(last(block))).as(line).hasToString(some(column[1]));
            });
  }

  private static String some(String word) {
    return "Optional[" + word + "]";
  }

  private static IpAddress last(Prefix block) {
    byte[] octets = block.address().octets();
    for (int bit = block.length(); bit < octets.length * 8; bit++) {
      octets[bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    return IpAddress.of(octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::",
        "2001:200::1",
        "2001:470::1",
        "2001:db7::1",
        "2001:db9::1",
        "2003::1",
        "2600::1",
        "2620:4f:8001::1",
        "2a00::1",
        "3ffe::1",
        "3fff:1000::"
      })
  void ordinary_public_addresses_are_in_no_group(String address) {
    assertThat(AddressRange.of(IpAddress.of(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4000::1", "8000::1", "c000::1", "e000::1", "200::1", "::192.0.2.1", "fec0::1"})
  void ipv6_outside_global_unicast_is_reserved(String address) {
    assertThat(AddressRange.of(IpAddress.of(address))).contains(AddressRange.RESERVED);
  }

  @ParameterizedTest
  @EnumSource
  void every_group_is_found_by_its_word(AddressRange range) {
    assertThat(AddressRange.named(range.toString())).contains(range);
    assertThat(range.describe()).startsWith(range.toString());
  }

  @Test
  void no_block_stands_twice() {
    Set<Prefix> seen = new HashSet<>();
    for (AddressRange range : AddressRange.values()) {
      for (Prefix prefix : range.prefixes()) {
        assertThat(seen.add(prefix)).as(prefix.toString()).isTrue();
      }
    }
    assertThat(AddressRange.named("public")).isEmpty();
  }
}
