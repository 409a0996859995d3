package homeport.agent.config;

import homeport.agent.catalog.Catalog;
import homeport.agent.catalog.Custom;
import homeport.agent.catalog.Descriptor;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Ipv6Choice;
import homeport.agent.uplink.UplinkRules;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import homeport.kit.ConfigText;
import homeport.kit.Mistakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the agent's configuration: the good hosts, and every mistake. */
public final class ConfigReader {
  private final Catalog catalog;
  private final Function<String, @Nullable String> environment;

  /**
   * @param environment the environment variables: {@code System::getenv}
   */
  public ConfigReader(Catalog catalog, Function<String, @Nullable String> environment) {
    this.catalog = catalog;
    this.environment = environment;
  }

  /** Reads a file. Secrets are read with it. Never an exception: what is wrong is a mistake. */
  public Loaded read(Path file) {
    var mistakes = new Mistakes();
    return read(ConfigText.read(file, mistakes), mistakes);
  }

  /** As {@link #read(Path)}, from text. */
  public Loaded read(String name, String text) {
    var mistakes = new Mistakes();
    return read(ConfigText.read(name, text, mistakes), mistakes);
  }

  /**
   * Only where state and control socket are; as usual where the file does not say, or cannot be
   * read. For commands that must work while somebody is editing the file.
   */
  public Places places(Path file) {
    var mistakes = new Mistakes();
    Optional<ConfigMap> map =
        ConfigText.read(file, mistakes).filter(ConfigNode::isMap).flatMap(ConfigNode::map);
    return new Places(
        map.map(m -> path(m, "state", Config.DEFAULT_STATE)).orElse(Config.DEFAULT_STATE),
        map.map(m -> path(m, "control", Config.DEFAULT_CONTROL)).orElse(Config.DEFAULT_CONTROL));
  }

  /** Where a running agent can be found, and what it remembers. */
  public record Places(Path state, Path control) {}

  private Loaded read(Optional<ConfigNode> root, Mistakes mistakes) {
    Set<Path> files = new HashSet<>();
    List<Loaded.BadHost> bad = new ArrayList<>();
    Optional<Config> config =
        mistakes.none()
            ? root.flatMap(ConfigNode::map).flatMap(map -> top(map, mistakes, bad, files))
            : Optional.empty();
    return new Loaded(config, mistakes.list(), mistakes.warnings(), bad, files);
  }

  private Optional<Config> top(
      ConfigMap map, Mistakes mistakes, List<Loaded.BadHost> bad, Set<Path> files) {
    Path state = path(map, "state", Config.DEFAULT_STATE);
    Path control = path(map, "control", Config.DEFAULT_CONTROL);
    Optional<String> contact = map.get("contact").flatMap(ConfigReader::contact);
    List<SourceSetting> sources = new SourceReader(new Secrets(environment, files)).read(map);
    UplinkRules uplinks = UplinkReader.read(map);
    AddressRules rules = rules(map);
    var defaults =
        new HostReader.Defaults(
            rules, uplinks, Words.ranges(map.get("allow")), map.get("contact").isPresent());
    Map<String, Optional<Descriptor>> own = own(map, mistakes);
    Optional<ConfigNode> list = map.need("hosts", "\n  - hostname: home.example.org");
    map.done();
    boolean topIsGood = mistakes.none();

    var reader = new HostReader(catalog, own, defaults, environment, mistakes, files);
    List<Host> good = new ArrayList<>();
    for (ConfigNode node : list.map(ConfigNode::list).orElse(List.of())) {
      reader
          .read(node)
          .ifPresentOrElse(good::add, () -> bad.add(new Loaded.BadHost(reader.names())));
    }
    if (list.isPresent() && good.isEmpty() && bad.isEmpty() && mistakes.none()) {
      list.get().mistake("There is no host", "Add one: \"- hostname: home.example.org\"");
    }
    return topIsGood && !good.isEmpty()
        ? Optional.of(new Config(state, control, uplinks, rules, sources, contact, good))
        : Optional.empty();
  }

  private static Path path(ConfigMap map, String key, Path otherwise) {
    return map.get(key)
        .flatMap(node -> node.read(ConfigReader::absolute, "Write the whole path, from /"))
        .orElse(otherwise);
  }

  static Path absolute(String text) {
    if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not a whole path");
    }
    return Path.of(text);
  }

  // It goes into the user agent: one line of visible ASCII, and an address that works (No-IP).
  private static Optional<String> contact(ConfigNode node) {
    return node.read(
        text -> {
          if (!text.matches("[!-~&&[^@()<>]]{1,64}@[A-Za-z0-9.-]{1,189}")) {
            throw new IllegalArgumentException("This is not an e-mail address");
          }
          return text;
        },
        "Write the address of whoever is responsible, as in admin@company.example");
  }

  private static AddressRules rules(ConfigMap map) {
    var destinations = map.get("probe-destination").flatMap(ConfigNode::map);
    AddressRules usual = AddressRules.DEFAULT;
    IpAddress ipv4 = destination(destinations, "ipv4", usual.destinationIpv4());
    IpAddress ipv6 = destination(destinations, "ipv6", usual.destinationIpv6());
    destinations.ifPresent(ConfigMap::done);
    Ipv6Choice choice = map.get("ipv6").flatMap(Words::ipv6).orElse(usual.ipv6());
    Set<String> tunnels = new HashSet<>();
    for (ConfigNode each : map.get("tunnels").map(Words::listOrOne).orElse(List.of())) {
      Words.interfaceName(each).ifPresent(tunnels::add);
    }
    return new AddressRules(ipv4, ipv6, choice, tunnels);
  }

  private static IpAddress destination(Optional<ConfigMap> map, String key, IpAddress usual) {
    AddressFamily family = usual.family();
    return map.flatMap(m -> m.get(key))
        .flatMap(
            node ->
                node.read(
                    text ->
                        IpAddress.parse(text)
                            .filter(address -> address.family() == family)
                            .orElseThrow(
                                () ->
                                    new IllegalArgumentException(
                                        "This is not an " + family.describe() + " address")),
                    "Write an address on the Internet, such as " + usual))
        .orElse(usual);
  }

  /** The user's own providers; nothing for one with mistakes, so that its hosts do not say more. */
  private static Map<String, Optional<Descriptor>> own(ConfigMap map, Mistakes mistakes) {
    var own = new LinkedHashMap<String, Optional<Descriptor>>();
    for (ConfigMap.Entry entry :
        map.get("providers").flatMap(ConfigNode::map).map(ConfigMap::entries).orElse(List.of())) {
      int before = mistakes.count();
      Optional<Descriptor> read = entry.value().map().flatMap(ConfigReader::provider);
      own.put(entry.key(), read.filter(_ -> mistakes.count() == before));
    }
    return own;
  }

  private static Optional<Descriptor> provider(ConfigMap map) {
    Optional<Descriptor> read = Custom.read(map);
    map.done();
    return read;
  }
}
