package homeport.agent.plan;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The address of one network card (EUI-48).
 *
 * @param bits in the lower 48
 */
public record MacAddress(long bits) {
  private static final int OCTETS = 6;

  public MacAddress {
    if (bits >>> (8 * OCTETS) != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits");
    }
  }

  /**
   * Reads {@code 52:54:00:12:34:56} or {@code 52-54-00-12-34-56}, in any case.
   *
   * @return nothing if the text is not one, or names a group of machines
   */
  public static Optional<MacAddress> parse(String text) {
    String pair = "[0-9a-fA-F]{2}";
    if (!text.matches(pair + "(:" + pair + "){5}|" + pair + "(-" + pair + "){5}")) {
      return Optional.empty();
    }
    long bits = Long.parseLong(text.replaceAll("[:-]", ""), 16);
    boolean group = (bits >>> 40 & 1) != 0;
    return group || bits == 0 ? Optional.empty() : Optional.of(new MacAddress(bits));
  }

  /**
   * The lower 64 bits of the IPv6 addresses that are made of it (RFC 4291, appendix A): {@code
   * fffe} in the middle, and the bit that says "given out by the maker" turned over.
   */
  public long interfaceIdentifier() {
    //  mmmmmmUm mmmmmmmm mmmmmmmm 11111111 11111110 mmmmmmmm mmmmmmmm mmmmmmmm
    long maker = bits >>> 24;
    long machine = bits & 0xff_ffff;
    return (maker << 40 | 0xff_fe00_0000L | machine) ^ 0x0200_0000_0000_0000L;
  }

  /** Lower case, with colons: {@code 52:54:00:12:34:56}. */
  @Override
  public String toString() {
    return IntStream.range(0, OCTETS)
        .mapToObj(i -> "%02x".formatted(bits >>> (40 - 8 * i) & 0xff))
        .collect(Collectors.joining(":"));
  }
}
