package homeport.dns;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The groups of addresses that are not some machine's public address.
 *
 * <p>From IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and what came after),
 * the multicast registries, and, for IPv6, everything outside {@code 2000::/3}, which nobody has
 * been given. Blocks that the registries call globally reachable are here too where they belong to
 * a service or a mechanism and never to one uplink: anycast, NAT64, ORCHID.
 */
public enum AddressRange {
  PRIVATE(
      "private", "private network", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"), // RFC 1918
  CGNAT("cgnat", "shared by a carrier's customers", "100.64.0.0/10"), // RFC 6598
  LOOPBACK("loopback", "this machine itself", "127.0.0.0/8", "::1/128"), // RFC 1122, RFC 4291
  LINK_LOCAL("link-local", "one link only", "169.254.0.0/16", "fe80::/10"), // RFC 3927, RFC 4291
  UNIQUE_LOCAL("unique-local", "private IPv6 network", "fc00::/7"), // RFC 4193
  DOCUMENTATION( // RFC 5737, RFC 3849, RFC 9637
      "documentation",
      "for examples only",
      "192.0.2.0/24",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "2001:db8::/32",
      "3fff::/20"),
  BENCHMARKING("benchmarking", "for test laboratories", "198.18.0.0/15", "2001:2::/48"), // RFC 2544
  UNSPECIFIED("unspecified", "no address yet", "0.0.0.0/8", "::/128"), // RFC 791, RFC 4291
  DS_LITE("ds-lite", "inner side of a carrier's DS-Lite or MAP", "192.0.0.0/29"), // RFC 7335
  // RFC 6890; the parts of these blocks that have a use of their own stand with that use.
  IETF_PROTOCOL("ietf-protocol", "set aside for protocols", "192.0.0.0/24", "2001::/23"),
  ANYCAST( // RFC 7723, 8155, 9665 (PCP, TURN, SRP), 7535 and 7534 (AS112), 7450 (AMT)
      "anycast",
      "shared by all instances of a service",
      "192.0.0.9/32",
      "192.0.0.10/32",
      "192.31.196.0/24",
      "192.52.193.0/24",
      "192.175.48.0/24",
      "2001:1::1/128",
      "2001:1::2/128",
      "2001:1::3/128",
      "2001:3::/32",
      "2001:4:112::/48",
      "2620:4f:8000::/48"),
  SIX_TO_FOUR("6to4", "6to4 tunnel", "192.88.99.0/24", "2002::/16"), // RFC 7526, RFC 3056
  TEREDO("teredo", "Teredo tunnel", "2001::/32"), // RFC 4380
  NAT64( // RFC 7050, RFC 6052, RFC 8215
      "nat64",
      "an IPv4 address behind a NAT64 translator",
      "192.0.0.170/32",
      "192.0.0.171/32",
      "64:ff9b::/96",
      "64:ff9b:1::/48"),
  ORCHID( // RFC 4843, RFC 7343, RFC 9374
      "orchid", "an identifier, not a place", "2001:10::/28", "2001:20::/28", "2001:30::/28"),
  MAPPED("ipv4-mapped", "an IPv4 address in IPv6 form", "::ffff:0:0/96"), // RFC 4291, 2.5.5.2
  DISCARD("discard", "thrown away by routers", "100::/64", "100:0:0:1::/64"), // RFC 6666, RFC 9780
  SRV6("srv6", "segment identifier", "5f00::/16"), // RFC 9602
  MULTICAST("multicast", "a group of machines", "224.0.0.0/4", "ff00::/8"), // RFC 1112, RFC 4291
  // RFC 1112, 4; RFC 919; RFC 3879; and each eighth of the IPv6 space that is not unicast.
  RESERVED("reserved", "not given to anybody", "240.0.0.0/4", "::/3", "4000::/2", "8000::/1");

  private record Block(Prefix prefix, AddressRange range) {}

  // The most specific block decides, so the longest prefixes come first.
  private static final List<Block> BLOCKS =
      Arrays.stream(values())
          .flatMap(range -> range.prefixes.stream().map(prefix -> new Block(prefix, range)))
          .sorted(Comparator.comparingInt((Block block) -> block.prefix().length()).reversed())
          .toList();

  private final String word;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
  private final List<Prefix> prefixes;

  AddressRange(String word, String words, String... prefixes) {
    this.word = word;
    this.words = words;
    this.prefixes = Stream.of(prefixes).map(Prefix::of).toList();
  }

  /** The range that the address lies in; nothing if it can be one machine's public address. */
  public static Optional<AddressRange> of(IpAddress address) {
    for (Block block : BLOCKS) {
      if (block.prefix().contains(address)) {
        return Optional.of(block.range());
      }
    }
    return Optional.empty();
  }

  /** The range with this word of the configuration. */
  public static Optional<AddressRange> named(String word) {
    return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst();
  }

  /** The blocks of this range; a more specific block of another range may lie inside. */
  public List<Prefix> prefixes() {
    return prefixes;
  }

  /** The word of the configuration, such as {@code private} or {@code cgnat}. */
  @Override
  public String toString() {
    return word;
  }

  /** For people: {@code cgnat, shared by a carrier's customers}. */
  public String describe() {
    return word + ", " + words;
  }
}
