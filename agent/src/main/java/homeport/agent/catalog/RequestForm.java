package homeport.agent.catalog;

import homeport.dns.AddressFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an update request looks like.
 *
 * @param method GET, or POST with the parameters as a form
 * @param url everything before the question mark
 * @param query the parameters in their order
 * @param auth how the login travels
 */
public record RequestForm(Method method, Template url, List<Parameter> query, Auth auth) {

  public RequestForm {
    query = List.copyOf(query);
  }

  /** The HTTP method. */
  public enum Method {
    GET,
    POST
  }

  /** How the login travels. */
  public enum Auth {
    /** In the header, at once (RFC 7617). */
    BASIC,
    /** In the URL or the form, where the template says so: such URLs are shown masked. */
    URL,
    /** Not at all. */
    NONE;

    static final Map<String, Auth> BY_WORD = Map.of("basic", BASIC, "url", URL, "none", NONE);
  }

  /** One parameter; it is left out when a slot of its value has none. */
  public record Parameter(String name, Template value) {}

  /** The slots of URL and query. */
  public Set<Slot> slots() {
    var slots = EnumSet.noneOf(Slot.class);
    slots.addAll(url.slots());
    query.forEach(parameter -> slots.addAll(parameter.value.slots()));
    return slots;
  }

  /** Whether a request can hold an address of this family. */
  public boolean holds(AddressFamily family) {
    Set<Slot> slots = slots();
    return slots.contains(Slot.ADDRESSES)
        || switch (family) {
          case IPV4 -> slots.contains(Slot.IPV4);
          case IPV6 -> slots.contains(Slot.IPV6) || slots.contains(Slot.IPV6_PREFIX);
        };
  }

  /** Whether one request can hold the addresses of both families. */
  public boolean holdsBothFamilies() {
    return holds(AddressFamily.IPV4) && holds(AddressFamily.IPV6);
  }

  /**
   * Whether of an IPv6 address nothing but the prefix is sent: the provider keeps the host parts.
   */
  public boolean holdsPrefixOnly() {
    Set<Slot> slots = slots();
    return slots.contains(Slot.IPV6_PREFIX)
        && !slots.contains(Slot.IPV6)
        && !slots.contains(Slot.ADDRESSES);
  }

  /** The filled URL without its query; nothing if a slot has no value. */
  public Optional<String> fillUrl(Map<Slot, String> values) {
    return url.fill(values);
  }

  /** The filled parameters, {@code name=value} with {@code &} between. */
  public String fillQuery(Map<Slot, String> values) {
    return query.stream()
        .flatMap(p -> p.value.fill(values).map(value -> p.name + "=" + value).stream())
        .collect(Collectors.joining("&"));
  }
}
