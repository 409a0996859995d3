package homeport.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The uplinks of the status, for people. */
final class UplinksText {
  private static final String INDENT = "            ";

  private UplinksText() {}

  static List<String> of(Map<String, ?> status) {
    var lines = new ArrayList<String>();
    for (Map<?, ?> uplink : maps(status.get("uplinks"))) {
      lines.add("");
      String name = text(uplink, "name");
      String interfaceName = text(uplink, "interface");
      lines.add(
          "uplink      "
              + name
              + (interfaceName.equals(name) || interfaceName.isEmpty()
                  ? ""
                  : "  on " + interfaceName)
              + "  "
              + text(uplink, "found"));
      maps(uplink.get("ways")).forEach(way -> lines.add(way(way)));
    }
    return lines;
  }

  private static String way(Map<?, ?> way) {
    String address = text(way, "address");
    String state = text(way, "state");
    String why = text(way, "why");
    return INDENT
        + (text(way, "family").equals("ipv6") ? "IPv6" : "IPv4")
        + (address.isEmpty() ? "" : " " + address)
        + ": "
        + state
        + (Boolean.TRUE.equals(way.get("active")) ? ", active" : "")
        + (why.isEmpty() || why.equals(state) ? "" : " (" + why + ")");
  }

  private static List<Map<?, ?>> maps(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .<Map<?, ?>>flatMap(
                each -> each instanceof Map<?, ?> map ? Stream.of(map) : Stream.of())
            .toList()
        : List.of();
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
