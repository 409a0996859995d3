package homeport.agent.catalog;

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

  /** Whether one request can hold the addresses of both families. */
  public boolean holdsBothFamilies() {
    return slots().contains(Slot.ADDRESSES) || slots().containsAll(Set.of(Slot.IPV4, Slot.IPV6));
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
