package homeport.agent.config;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.uplink.Ipv6Choice;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The small words of the configuration: modes, families, ranges, name servers. */
final class Words {
  private static final Map<String, AddressFamily> FAMILIES =
      Map.of("ipv4", AddressFamily.IPV4, "ipv6", AddressFamily.IPV6);
  private static final Map<String, AddressRange> RANGES =
      Arrays.stream(AddressRange.values())
          .collect(Collectors.toMap(AddressRange::toString, Function.identity()));
  private static final String MODES =
      "Write outgoing, detected, {interface: wan1}, or {prefix-of: lan0, host: \"::1234\"}";
  private static final String ENDPOINT =
      "Write it as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353";

  private Words() {}

  static Optional<AddressMode> mode(ConfigNode node) {
    if (node.isMap()) {
      return node.map()
          .flatMap(
              map -> {
                if (BehindReader.isMeant(map)) {
                  return BehindReader.read(map);
                }
                var name = map.need("interface", "wan1").flatMap(Words::interfaceName);
                map.done();
                return name.map(AddressMode.Interface::new);
              });
    }
    Optional<String> word = node.text();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return switch (word.get()) {
      case "outgoing" -> Optional.of(new AddressMode.Outgoing());
      case "detected" -> Optional.of(new AddressMode.Detected());
      case String text when text.startsWith("interface:") -> {
        String name = text.substring("interface:".length()).strip();
        if (!isInterfaceName(name)) {
          node.mistake("After interface: the name of an interface is needed", MODES);
          yield Optional.empty();
        }
        yield Optional.of(new AddressMode.Interface(name));
      }
      default -> {
        node.mistake("\"" + word.get() + "\" is no way to find an address", MODES);
        yield Optional.empty();
      }
    };
  }

  /** {@code via}, which belongs to {@code address: detected}. */
  static Optional<AddressMode> leaving(ConfigNode node, Optional<AddressMode> mode) {
    Optional<OptionalInt> unbound = unbound(node);
    if (unbound.isEmpty()) {
      return mode;
    }
    if (mode.isPresent() && !(mode.get() instanceof AddressMode.Detected)) {
      node.mistake("via belongs to \"address: detected\"", "Remove it");
    }
    return mode.map(_ -> new AddressMode.DetectedByRoute(unbound.get()));
  }

  private static Optional<OptionalInt> unbound(ConfigNode node) {
    if (node.isMap()) {
      return node.map()
          .flatMap(
              map -> {
                Optional<ConfigMap> route = map.need("route", "{mark: 7}").flatMap(ConfigNode::map);
                Optional<Integer> mark =
                    route.flatMap(r -> r.need("mark", "7")).flatMap(n -> n.integer(1, 0x7fff_ffff));
                route.ifPresent(ConfigMap::done);
                map.done();
                return mark.map(OptionalInt::of);
              });
    }
    return node.choice(Map.of("uplink", false, "route", true))
        .filter(route -> route)
        .map(_ -> OptionalInt.empty());
  }

  /** {@code only-when}. */
  static Optional<OnlyWhen> onlyWhen(ConfigNode node) {
    return node.map()
        .flatMap(
            map -> {
              Optional<OnlyWhen> ours =
                  map.get("address").flatMap(Words::address).map(OnlyWhen.Ours::new);
              Optional<OnlyWhen> command =
                  map.get("command").flatMap(Words::command).map(OnlyWhen.Command::new);
              if (map.entries().size() != 1) {
                map.mistake(
                    "only-when has one condition",
                    "Write {address: 198.51.100.5} or {command: [/usr/local/bin/am-i-master]}");
              }
              map.done();
              return ours.or(() -> command);
            });
  }

  /** A program by its whole path, and its arguments. */
  static Optional<List<String>> command(ConfigNode node) {
    var words = new ArrayList<String>();
    List<ConfigNode> nodes = node.oneOrMore();
    for (ConfigNode each : nodes) {
      (words.isEmpty()
              ? each.read(
                  text -> ConfigReader.absolute(text).toString(),
                  "Write the whole path of the program, then each argument as an item of the list;"
                      + " no shell reads them")
              : each.read(Words::argument, "Remove it"))
          .ifPresent(words::add);
    }
    return words.isEmpty() || words.size() < nodes.size() ? Optional.empty() : Optional.of(words);
  }

  private static String argument(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No argument of a program holds a zero");
    }
    return text;
  }

  static Optional<IpAddress> address(ConfigNode node) {
    return node.read(
        text ->
            IpAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("This is not an address")),
        "Write an address such as 198.51.100.5");
  }

  /** {@code uplink}: the active one, all, or one by its name. */
  static Optional<Pick> pick(ConfigNode node) {
    return node.read(
        text ->
            switch (text) {
              case "active" -> new Pick.Active();
              case "all" -> new Pick.Every();
              default -> {
                if (!isInterfaceName(text)) {
                  throw new IllegalArgumentException("This is not the name of an uplink");
                }
                yield new Pick.Named(text);
              }
            },
        "Write active, all, or the name of an uplink");
  }

  static Optional<String> interfaceName(ConfigNode node) {
    return node.read(
        text -> {
          if (!isInterfaceName(text)) {
            throw new IllegalArgumentException("This is not the name of an interface");
          }
          return text;
        },
        "Write it as \"ip link\" shows it, such as wan1");
  }

  // Linux takes 1 to 15 octets without slash and white space (dev_valid_name); elsewhere longer.
  static boolean isInterfaceName(String name) {
    return name.matches("[^\\s/]{1,64}") && !name.equals(".") && !name.equals("..");
  }

  static Optional<Ipv6Choice> ipv6(ConfigNode node) {
    return node.choice(Ipv6Choice.BY_WORD);
  }

  static Set<AddressFamily> families(ConfigNode node) {
    var families = EnumSet.noneOf(AddressFamily.class);
    for (ConfigNode each : node.oneOrMore()) {
      each.choice(FAMILIES).ifPresent(families::add);
    }
    return families;
  }

  static Set<AddressRange> ranges(Optional<ConfigNode> node) {
    var ranges = EnumSet.noneOf(AddressRange.class);
    for (ConfigNode each : node.map(Words::listOrOne).orElse(List.of())) {
      each.choice(RANGES).ifPresent(ranges::add);
    }
    return ranges;
  }

  /** As {@link ConfigNode#oneOrMore}, but an empty list is fine. */
  static List<ConfigNode> listOrOne(ConfigNode node) {
    return node.isList() ? node.list() : node.oneOrMore();
  }

  static NameServers nameServers(ConfigNode node) {
    if (node.isText() && node.text().equals(Optional.of("none"))) {
      return new NameServers.Nobody();
    }
    return new NameServers.These(
        node.oneOrMore().stream()
            .flatMap(each -> each.read(Words::server, ENDPOINT).stream())
            .toList());
  }

  private static NameServers.Server server(String text) {
    Optional<IpAddress> plain = IpAddress.parse(text);
    if (plain.isPresent()) {
      return new NameServers.Server(plain.get(), 53);
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    Optional<IpAddress> address =
        IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host)
            .filter(a -> bracketed == (a.family() == AddressFamily.IPV6));
    int port = colon < 0 ? 0 : port(text.substring(colon + 1));
    if (address.isEmpty() || port == 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not the address of a name server");
    }
    return new NameServers.Server(address.get(), port);
  }

  private static int port(String digits) {
    int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    return port <= 65_535 ? port : 0;
  }
}
