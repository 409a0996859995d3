package homeport.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address: a value without a name, a zone id or a look-up.
 *
 * <p>Ordered by family, then by its octets. An IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1})
 * stays IPv6 here; whoever wants the IPv4 inside asks {@link #unmapped()}.
 *
 * @param family which of the two
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address in the lowest 32
 */
public record IpAddress(AddressFamily family, long high, long low)
    implements Comparable<IpAddress>, Rdata {

  public IpAddress {
    if (family == AddressFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /**
   * Reads a literal address.
   *
   * <p>Strict: four decimal octets without leading zeros, or the text forms of RFC 4291, 2.2. No
   * zone id, no brackets, no prefix length, no white space.
   *
   * @return the address, or nothing if the text is not one
   */
  public static Optional<IpAddress> parse(String text) {
    return Optional.ofNullable(AddressText.read(text));
  }

  /**
   * As {@link #parse}, for text that is known to be good (constants, tests).
   *
   * @throws IllegalArgumentException if it is not an address
   */
  public static IpAddress of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no address: " + text));
  }

  /**
   * From 4 or 16 octets in network order.
   *
   * @throws IllegalArgumentException for any other length
   */
  public static IpAddress of(byte[] octets) {
    if (octets.length == 4) {
      return new IpAddress(AddressFamily.IPV4, 0, bits(octets, 0, 4));
    }
    if (octets.length == 16) {
      return new IpAddress(AddressFamily.IPV6, bits(octets, 0, 8), bits(octets, 8, 8));
    }
    throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
  }

  /** From the JDK's type; its zone id, if any, is dropped. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  private static long bits(byte[] octets, int from, int count) {
    long bits = 0;
    for (int i = from; i < from + count; i++) {
      bits = bits << 8 | (octets[i] & 0xff);
    }
    return bits;
  }

  /** The octets in network order: 4 or 16. */
  public byte[] octets() {
    byte[] octets = new byte[family.bytes()];
    long rest = low;
    for (int i = octets.length - 1; i >= 0; i--) {
      octets[i] = (byte) rest;
      rest = i == 8 ? high : rest >>> 8;
    }
    return octets;
  }

  /** The JDK's type for the same address. */
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(octets());
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 octets are always an address", e);
    }
  }

  /** The IPv4 address inside {@code ::ffff:0:0/96} (RFC 4291, 2.5.5.2); else the address itself. */
  public IpAddress unmapped() {
    return family == AddressFamily.IPV6 && high == 0 && low >>> 32 == 0xffff
        ? new IpAddress(AddressFamily.IPV4, 0, low & 0xffffffffL)
        : this;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The canonical text: dotted octets, or RFC 5952. */
  @Override
  public String toString() {
    return AddressText.write(this);
  }
}
