package homeport.server.config;

import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Prefix;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import homeport.kit.ConfigText;
import homeport.kit.Mistakes;
import homeport.server.zone.ZoneData;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads server.yaml. Every mistake is noted with its place and remedy. */
public final class ConfigReader {
  private static final Duration SHORTEST_TTL = Duration.ofSeconds(30);
  private static final Duration LONGEST_TTL = Duration.ofDays(1);
  private static final Duration DYNAMIC_TTL = Duration.ofSeconds(60);
  private static final List<String> HTTPS = List.of("127.0.0.1:8443");
  private static final List<String> DNS = List.of("127.0.0.1:8053");
  private static final List<String> STUN = List.of("127.0.0.1:3478");
  private static final List<String> HTTPS_NAMES = List.of("localhost", "127.0.0.1", "::1");

  private ConfigReader() {}

  /** Reads the file; nothing if any mistake was noted. */
  public static Optional<ServerConfig> read(Path file, Mistakes mistakes) {
    return ConfigText.read(file, mistakes)
        .flatMap(ConfigNode::map)
        .flatMap(map -> read(map, file.toAbsolutePath().resolveSibling(""), mistakes));
  }

  private static Optional<ServerConfig> read(ConfigMap map, Path base, Mistakes mistakes) {
    Path data =
        map.need("data", "/var/lib/homeport-server")
            .flatMap(ConfigNode::text)
            .map(base::resolve)
            .orElse(base);
    ZoneData zones = zones(map);
    Optional<ConfigMap> https = section(map, "https");
    Optional<ConfigMap> http = section(map, "http");
    Optional<ConfigMap> dns = section(map, "dns");
    Optional<ConfigMap> limits = section(map, "limits");
    var config =
        new ServerConfig(
            data,
            zones,
            addresses(https, 443, HTTPS),
            https.flatMap(m -> m.get("names")).map(ConfigReader::texts).orElse(HTTPS_NAMES),
            https.flatMap(m -> certificate(m, base)),
            addresses(http, 80, List.of()),
            http.flatMap(m -> m.get("trusted-proxies"))
                .map(ConfigReader::prefixes)
                .orElse(List.of()),
            addresses(dns, 53, DNS),
            stun(map),
            number(limits, "history", 0, 1_000_000_000, 1_000_000),
            number(limits, "unchanged-per-hour", 10, 1_000_000, 300));
    for (Optional<ConfigMap> section : List.of(https, http, dns, limits, Optional.of(map))) {
      section.ifPresent(ConfigMap::done);
    }
    return mistakes.none() ? Optional.of(config) : Optional.empty();
  }

  /** A section as the others, or the word off. */
  private static ServerConfig.Stun stun(ConfigMap map) {
    Optional<ConfigNode> node = map.get("stun");
    if (node.filter(n -> n.isText() && !n.isMap()).isPresent()) {
      Optional<Boolean> _ = node.flatMap(n -> n.choice(Map.of("off", true)));
      return new ServerConfig.Stun(List.of(), true);
    }
    Optional<ConfigMap> section = node.flatMap(ConfigNode::map);
    var stun = new ServerConfig.Stun(addresses(section, 3478, STUN), section.isPresent());
    section.ifPresent(ConfigMap::done);
    return stun;
  }

  private static Optional<ConfigMap> section(ConfigMap map, String key) {
    return map.get(key).flatMap(ConfigNode::map);
  }

  private static ZoneData zones(ConfigMap map) {
    List<Hostname> servers = new ArrayList<>();
    map.need("name-servers", "[ns1.example.net]")
        .map(ConfigNode::oneOrMore)
        .orElse(List.of())
        .forEach(node -> hostname(node).ifPresent(servers::add));
    if (servers.isEmpty()) {
      servers.add(Hostname.of("ns1.invalid")); // a mistake is noted already
    }
    Hostname first = servers.getFirst();
    Hostname mailbox =
        map.get("mailbox")
            .flatMap(ConfigReader::mailbox)
            .orElseGet(() -> Hostname.of("hostmaster." + first.parent()));
    Optional<ConfigMap> ttl = section(map, "ttl");
    int dynamic = ttl(ttl, "dynamic", DYNAMIC_TTL);
    // "No such name" must not outlive the addresses: DESIGN 8.
    int negative = Math.min(dynamic, ttl(ttl, "negative", Duration.ofSeconds(dynamic)));
    var about =
        new ZoneData(servers, mailbox, ttl(ttl, "zone", Duration.ofHours(1)), negative, dynamic);
    ttl.ifPresent(ConfigMap::done);
    return about;
  }

  private static int ttl(Optional<ConfigMap> section, String key, Duration otherwise) {
    return (int)
        section
            .flatMap(m -> m.get(key))
            .flatMap(node -> node.duration(SHORTEST_TTL, LONGEST_TTL))
            .orElse(otherwise)
            .toSeconds();
  }

  private static Optional<Hostname> mailbox(ConfigNode node) {
    return node.read(
        text -> Hostname.parse(text.replaceFirst("@", ".")), "Write it as hostmaster@example.net");
  }

  private static Optional<Hostname> hostname(ConfigNode node) {
    return node.read(
        text -> {
          Hostname name = Hostname.parse(text);
          if (name.isWildcard()) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of one machine");
          }
          return name;
        },
        "Write a complete name such as ns1.example.net");
  }

  private static int number(
      Optional<ConfigMap> section, String key, int min, int max, int otherwise) {
    return section
        .flatMap(m -> m.get(key))
        .flatMap(node -> node.integer(min, max))
        .orElse(otherwise);
  }

  private static List<String> texts(ConfigNode node) {
    List<String> texts = new ArrayList<>();
    for (ConfigNode item : node.oneOrMore()) {
      item.read(ConfigReader::nameOrAddress, "Write a name or a literal address")
          .ifPresent(texts::add);
    }
    return texts;
  }

  private static String nameOrAddress(String text) throws BadHostname {
    return IpAddress.parse(text).isPresent() ? text : Hostname.parseAnyDepth(text).toString();
  }

  private static List<Prefix> prefixes(ConfigNode node) {
    List<Prefix> prefixes = new ArrayList<>();
    for (ConfigNode item : node.oneOrMore()) {
      item.read(Prefix::of, "Write a range such as 192.0.2.0/24").ifPresent(prefixes::add);
    }
    return prefixes;
  }

  private static Optional<ServerConfig.CertificateFiles> certificate(ConfigMap map, Path base) {
    Optional<Path> chain = map.get("certificate").flatMap(ConfigNode::text).map(base::resolve);
    Optional<Path> key = map.get("key").flatMap(ConfigNode::text).map(base::resolve);
    if (chain.isPresent() != key.isPresent()) {
      map.mistake(
          "\"certificate\" and \"key\" belong together",
          "Name both PEM files, or none to have a certificate made");
    }
    return chain.flatMap(c -> key.map(k -> new ServerConfig.CertificateFiles(c, k)));
  }

  private static List<InetSocketAddress> addresses(
      Optional<ConfigMap> section, int port, List<String> otherwise) {
    Optional<ConfigNode> node = section.flatMap(m -> m.get("listen"));
    if (node.isEmpty()) {
      return otherwise.stream().map(text -> ListenAddress.parse(text, port)).toList();
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (ConfigNode item : node.get().oneOrMore()) {
      item.read(
              text -> ListenAddress.parse(text, port),
              "Write an address with or without a port: 127.0.0.1:"
                  + (port + 8000)
                  + " or [::1]:"
                  + (port + 8000))
          .ifPresent(addresses::add);
    }
    return addresses;
  }
}
