package homeport.agent.catalog;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A place in a template that is filled when a request is built. */
public enum Slot {
  /** All hostnames of the request, with commas between. */
  HOSTNAMES("hostnames"),
  /** The one hostname of the request. */
  HOSTNAME("hostname"),
  /** All addresses of the request, with commas between, IPv4 first. */
  ADDRESSES("addresses"),
  /** The first IPv4 address; its parameter is left out if there is none. */
  IPV4("ipv4"),
  /** The first IPv6 address; its parameter is left out if there is none. */
  IPV6("ipv6"),
  /**
   * The first 64 bits of the IPv6 address, as {@code 2001:db8:1:2::/64}, for a provider that keeps
   * the host parts itself; left out like {@link #IPV6}.
   */
  IPV6_PREFIX("ipv6-prefix"),
  /** The user name. */
  USER("user"),
  /** The password, key or token. */
  PASSWORD("password"),
  /** Who makes this program. */
  COMPANY("company"),
  /** This program. */
  PRODUCT("product"),
  /** Its version. */
  VERSION("version"),
  /** The operating system and its version. */
  OS("os"),
  /** An address by which the provider reaches whoever is responsible. */
  CONTACT("contact");

  static final Map<String, Slot> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(s -> s.word, Function.identity()));

  private final String word;

  Slot(String word) {
    this.word = word;
  }

  /** Whether it belongs into a user agent, not into a request. */
  boolean aboutAgent() {
    return compareTo(COMPANY) >= 0;
  }

  /** As it is written in a template: {@code {hostname}}. */
  @Override
  public String toString() {
    return "{" + word + "}";
  }
}
