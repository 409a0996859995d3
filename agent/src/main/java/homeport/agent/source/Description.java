package homeport.agent.source;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A router's own description of its services that know the outer address (UPnP IGD). */
final class Description {
  private static final List<String> TYPES =
      List.of(
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  /**
   * One of them.
   *
   * @param type with its version
   * @param control where it is called
   * @param events where it can be subscribed to
   */
  record Service(String type, URI control, Optional<URI> events) {}

  private Description() {}

  /**
   * Reads it.
   *
   * @param location where it was fetched: relative addresses in it begin there
   * @return in the order written; those on another machine than the description are left out
   */
  static List<Service> read(String text, URI location) {
    Optional<Xml.Element> root = Xml.read(text);
    if (root.isEmpty()) {
      return List.of();
    }
    URI base = at(location, root.get().textOf("URLBase")).orElse(location);
    return root.get()
        .all()
        .filter(element -> element.name().equals("service"))
        .filter(element -> TYPES.contains(element.textOf("serviceType")))
        .flatMap(
            element ->
                at(base, element.textOf("controlURL")).stream()
                    .map(
                        control ->
                            new Service(
                                element.textOf("serviceType"),
                                control,
                                at(base, element.textOf("eventSubURL")))))
        .toList();
  }

  /** The address on the same machine; nothing for any other. */
  static Optional<URI> at(URI base, String text) {
    if (text.isEmpty() || text.length() > 500) {
      return Optional.empty();
    }
    try {
      URI url = base.resolve(URI.create(text));
      boolean same =
          "http".equals(url.getScheme())
              && String.valueOf(base.getHost()).equals(url.getHost())
              && url.getRawUserInfo() == null;
      return same ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Then it is no address at all.
    }
  }
}
