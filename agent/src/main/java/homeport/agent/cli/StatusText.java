package homeport.agent.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The status for people. First the answer, then of each name: what, which address, in which state,
 * why, and what happens next and when.
 */
final class StatusText {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z";

  private final Look look;
  private final ZoneId zone;

  StatusText(Look look, ZoneId zone) {
    this.look = look;
    this.zone = zone;
  }

  List<String> lines(Map<String, ?> status) {
    var lines = new ArrayList<String>();
    List<Map<?, ?>> hosts = maps(status.get("hosts"));
    lines.add(answer(hosts, Boolean.TRUE.equals(status.get("running"))));
    for (Map<?, ?> host : hosts) {
      lines.add("");
      lines.addAll(host(host));
    }
    lines.addAll(UplinksText.of(status));
    for (Map<?, ?> seen : maps(status.get("seen"))) {
      lines.add("");
      lines.addAll(seen(seen));
    }
    return lines;
  }

  private static List<Map<?, ?>> maps(@Nullable Object value) {
    var maps = new ArrayList<Map<?, ?>>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          maps.add(map);
        }
      }
    }
    return maps;
  }

  /** What the address sources say, each by its name. */
  private List<String> seen(Map<?, ?> seen) {
    var lines = new ArrayList<String>();
    String address = text(seen, "address");
    lines.add(
        "seen from outside, "
            + text(seen, "from")
            + ": "
            + (address.isEmpty() ? "not certain" : address));
    add(lines, "", text(seen, "why"));
    if (seen.get("sources") instanceof List<?> sources) {
      sources.forEach(source -> add(lines, "", String.valueOf(source)));
    }
    return lines;
  }

  private static String answer(List<Map<?, ?>> hosts, boolean running) {
    long good = hosts.stream().filter(host -> "good".equals(host.get("state"))).count();
    long blocked = hosts.stream().filter(host -> "blocked".equals(host.get("state"))).count();
    String names =
        hosts.isEmpty()
            ? "No name is kept."
            : good == hosts.size()
                ? "Every name is right."
                : good
                    + " of "
                    + hosts.size()
                    + (hosts.size() == 1 ? " name is right" : " names are right")
                    + (blocked > 0 ? "; " + blocked + " blocked until somebody acts." : ".");
    return running ? names : "No agent is running. As it was remembered: " + names;
  }

  private List<String> host(Map<?, ?> host) {
    String state = text(host, "state");
    var lines = new ArrayList<String>();
    lines.add(
        look.state(state)
            + "  "
            + text(host, "name")
            + "  "
            + addresses(host)
            + "  at "
            + text(host, "provider")
            + (text(host, "user").isEmpty() ? "" : "/" + text(host, "user")));
    String since = text(host, "since");
    if (!since.isEmpty()) {
      lines.add(
          "            since "
              + local(since)
              + (text(host, "how").isEmpty() ? "" : ", " + text(host, "how")));
    }
    add(lines, "", text(host, "why"));
    add(lines, "next: ", text(host, "next"));
    return lines;
  }

  private String addresses(Map<?, ?> host) {
    if (host.get("addresses") instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return "no " + ("ipv6".equals(host.get("family")) ? "IPv6" : "IPv4") + " address published";
  }

  private void add(List<String> lines, String label, String text) {
    if (!text.isEmpty()) {
      lines.add("            " + label + local(text));
    }
  }

  /** Dates in a sentence, in the time of this place. */
  String local(String text) {
    return java.util.regex.Pattern.compile(INSTANT)
        .matcher(text)
        .replaceAll(
            match -> {
              try {
                return LOCAL.format(Instant.parse(match.group()).atZone(zone));
              } catch (DateTimeException e) {
                return match.group(); // Digits in the form of a date, as in month 13.
              }
            });
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
