package homeport.agent.uplink;

import homeport.agent.uplink.InterfaceAddress.Flag;
import homeport.dns.AddressFamily;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which sort of an interface's IPv6 addresses is published. One sort never stands in for another:
 * if there is none of the wanted sort, nothing is known.
 */
public enum Ipv6Choice {
  /** Any that is not temporary: made of the MAC or of a secret, leased, or written by a person. */
  STABLE("stable"),
  /** One made for privacy and gone tomorrow (RFC 8981). */
  TEMPORARY("temporary"),
  /** One made of the interface's MAC address (RFC 4291, appendix A). */
  EUI64("eui64");

  /** By the word of the configuration. */
  public static final Map<String, Ipv6Choice> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(c -> c.word, Function.identity()));

  private final String word;

  Ipv6Choice(String word) {
    this.word = word;
  }

  /** Whether an address is of this sort; every IPv4 address is. */
  boolean takes(InterfaceAddress candidate) {
    if (candidate.address().family() == AddressFamily.IPV4) {
      return true;
    }
    return switch (this) {
      case STABLE -> !candidate.is(Flag.TEMPORARY);
      case TEMPORARY -> candidate.is(Flag.TEMPORARY);
      case EUI64 -> !candidate.is(Flag.TEMPORARY) && madeOfMac(candidate);
    };
  }

  //  mmmmmmmm mmmmmmmm mmmmmmmm 11111111 11111110 mmmmmmmm mmmmmmmm mmmmmmmm   the lower 64 bits
  private static boolean madeOfMac(InterfaceAddress candidate) {
    return (candidate.address().low() >>> 24 & 0xffff) == 0xfffe;
  }

  /** The word of the configuration. */
  @Override
  public String toString() {
    return word;
  }
}
