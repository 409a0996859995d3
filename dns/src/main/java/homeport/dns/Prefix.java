package homeport.dns;

import java.util.Optional;

/**
 * A range of addresses: the first {@code length} bits are given, the others are free.
 *
 * @param address the range's first address; bits beyond the length are cleared
 * @param length how many bits are given: 0 to 32, or 0 to 128
 */
public record Prefix(IpAddress address, int length) {

  public Prefix {
    int bits = address.family().bytes() * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("a prefix length is 0 to " + bits + ", not " + length);
    }
    address = masked(address, length);
  }

  /** Reads {@code 192.0.2.0/24} or {@code 2001:db8::/32}. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length <= address.family().bytes() * 8)
        .map(address -> new Prefix(address, length));
  }

  /**
   * As {@link #parse}, for text that is known to be good.
   *
   * @throws IllegalArgumentException if it is not a prefix
   */
  public static Prefix of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no prefix: " + text));
  }

  /** Whether the address lies in this range. An address of the other family never does. */
  public boolean contains(IpAddress other) {
    return other.family() == address.family() && masked(other, length).equals(address);
  }

  /**
   * The address in this range whose free bits are those of {@code low}.
   *
   * @return nothing if {@code low} has bits where the prefix is, or is of the other family
   */
  public Optional<IpAddress> with(IpAddress low) {
    IpAddress beyond = masked(low, length);
    if (low.family() != address.family() || beyond.high() != 0 || beyond.low() != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new IpAddress(address.family(), address.high() | low.high(), address.low() | low.low()));
  }

  private static IpAddress masked(IpAddress address, int length) {
    int bits = address.family() == AddressFamily.IPV4 ? length + 96 : length;
    long high = address.high() & mask(Math.min(bits, 64));
    long low = address.low() & mask(Math.max(bits - 64, 0));
    return new IpAddress(address.family(), high, low);
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << (64 - ones);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
