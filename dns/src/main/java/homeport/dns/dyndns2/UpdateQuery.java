package homeport.dns.dyndns2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The query of an update request, as a server reads it.
 *
 * <p>A parameter that comes twice is read as one comma list.
 *
 * @param hostnames as sent, trimmed, in their order; the answer has one line for each
 * @param myip what {@code myip} says
 * @param myipv6 what {@code myipv6} says
 * @param offline whether the hosts are to be taken offline; nothing if the request does not say
 * @param others every other parameter ({@code system}, {@code wildcard}, {@code mx}, ...)
 */
public record UpdateQuery(
    List<String> hostnames,
    Addresses myip,
    Addresses myipv6,
    Optional<Boolean> offline,
    Map<String, String> others) {

  public UpdateQuery {
    hostnames = List.copyOf(hostnames);
    others = Map.copyOf(others);
  }

  /** Reads the undecoded part of the URL after the question mark, or a form's body. */
  public static UpdateQuery parse(String rawQuery) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1));
      if (!name.isEmpty()) {
        parameters.merge(name, value, (first, next) -> first + "," + next);
      }
    }
    Optional<String> hostnames = take(parameters, "hostname");
    Optional<String> myip = take(parameters, "myip");
    Optional<String> myipv6 = take(parameters, "myipv6");
    Optional<Boolean> offline =
        take(parameters, "offline")
            .flatMap(
                word ->
                    word.equalsIgnoreCase("yes")
                        ? Optional.of(true)
                        : word.equalsIgnoreCase("no") ? Optional.of(false) : Optional.empty());
    return new UpdateQuery(
        hostnames.map(UpdateQuery::list).orElse(List.of()),
        Addresses.parse(myip),
        Addresses.parse(myipv6),
        offline,
        parameters);
  }

  private static Optional<String> take(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.remove(name));
  }

  private static List<String> list(String value) {
    return new ArrayList<>(
        Stream.of(value.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }
}
