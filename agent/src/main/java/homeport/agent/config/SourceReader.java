package homeport.agent.config;

import homeport.agent.config.SourceSetting.Dns;
import homeport.agent.config.SourceSetting.Https;
import homeport.agent.config.SourceSetting.Router.Protocol;
import homeport.agent.config.SourceSetting.Stun;
import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code sources}. */
final class SourceReader {
  /** The router, and strangers who answer anybody without an account, in three ways. */
  static final List<SourceSetting> USUAL =
      Stream.of(
              "router",
              "https://icanhazip.com/",
              "https://api64.ipify.org/",
              "https://checkip.amazonaws.com/",
              "dns://208.67.222.222/myip.opendns.com",
              "dns://[2620:119:35::35]/myip.opendns.com",
              "dns://216.239.32.10/o-o.myaddr.l.google.com?type=TXT",
              "dns://[2001:4860:4802:32::a]/o-o.myaddr.l.google.com?type=TXT",
              "dns://1.1.1.1/whoami.cloudflare?type=TXT&class=CH",
              "dns://[2606:4700:4700::1111]/whoami.cloudflare?type=TXT&class=CH",
              "stun://stun.cloudflare.com",
              "stun://stun.l.google.com:19302")
          .map(SourceReader::usual)
          .toList();

  private static final Map<String, Protocol> PROTOCOLS =
      Map.of("pcp", Protocol.PCP, "nat-pmp", Protocol.NAT_PMP, "upnp", Protocol.UPNP);
  private static final String FORMS =
      "Write https://ip.example.org/, dns://192.0.2.53/ip.example.org, stun://stun.example.org,"
          + " router, fritzbox, or one of {file: ...}, {command: [...]}, {static: ...}";
  private static final String DNS_FORM =
      "Write it as dns://192.0.2.53/ip.example.org, with ?type=TXT where it answers with text";

  private final Secrets secrets;

  SourceReader(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The value of the key, or the usual ones without it. */
  List<SourceSetting> read(ConfigMap top) {
    top.renamed("reflectors", "sources");
    return top.get("sources").map(this::list).orElse(USUAL);
  }

  private List<SourceSetting> list(ConfigNode node) {
    List<ConfigNode> nodes = node.oneOrMore();
    var sources = new ArrayList<SourceSetting>();
    for (ConfigNode each : nodes) {
      one(each)
          .ifPresent(
              source -> {
                if (sources.contains(source)) {
                  each.mistake("This source is written twice", "Remove one");
                } else {
                  sources.add(source);
                }
              });
    }
    boolean allRemote = !sources.isEmpty() && sources.stream().allMatch(SourceSetting::isRemote);
    long operators = sources.stream().map(SourceSetting::operator).distinct().count();
    if (sources.size() == nodes.size() && allRemote && operators < 2) {
      node.mistake(
          "One remote source alone can mislead",
          "Name at least two, of different operators; or remove \"sources\" to use the usual ones");
    }
    return sources;
  }

  private Optional<SourceSetting> one(ConfigNode node) {
    return node.isMap() ? node.map().flatMap(this::mapping) : text(node);
  }

  // --- text --------------------------------------------------------------------------------------

  private static Optional<SourceSetting> text(ConfigNode node) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "router" -> Optional.of(new SourceSetting.Router(Set.of()));
      case "fritzbox" -> Optional.of(new SourceSetting.Fritzbox(Optional.empty()));
      case String url when url.startsWith("dns:") ->
          node.<SourceSetting>read(SourceReader::dns, DNS_FORM);
      case String url when url.startsWith("stun:") ->
          node.<SourceSetting>read(SourceReader::stun, "Write it as stun://stun.example.org:3478");
      case String url when url.startsWith("https:") || url.startsWith("http:") ->
          web(node, Optional.empty());
      default -> {
        node.mistake("\"" + shown(text.get()) + "\" is no address source", FORMS);
        yield Optional.empty();
      }
    };
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static Optional<SourceSetting> web(ConfigNode node, Optional<Path> ca) {
    Optional<URI> url = node.read(SourceReader::url, "Write it as https://ip.example.org/");
    if (url.isPresent() && url.get().getScheme().equals("http")) {
      node.warn(
          "http: lets anybody on the way change the answer", "Write https: if the source has it");
    }
    return url.map(u -> new Https(u, ca));
  }

  private static SourceSetting usual(String text) {
    try {
      return switch (text.substring(0, Math.max(0, text.indexOf(':')))) {
        case "" -> new SourceSetting.Router(Set.of());
        case "dns" -> dns(text);
        case "stun" -> stun(text);
        default -> new Https(url(text), Optional.empty());
      };
    } catch (BadHostname e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI url(String text) {
    URI url = uri(text);
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("This is not the URL of an address source");
    }
    return url;
  }

  private static URI uri(String text) {
    return URI.create(text.replaceAll("[\\s{}]", "\0"));
  }

  private static Dns dns(String text) throws BadHostname {
    URI url = uri(text);
    if (url.getHost() == null || url.getPath() == null || url.getPath().length() < 2) {
      throw new IllegalArgumentException("A server and a name to ask it for are needed");
    }
    Dns.Form form =
        switch (url.getQuery()) {
          case null -> Dns.Form.ADDRESS;
          case "type=TXT" -> Dns.Form.TXT;
          case "type=TXT&class=CH", "class=CH&type=TXT" -> Dns.Form.CHAOS_TXT;
          default ->
              throw new IllegalArgumentException(
                  "After ? only type=TXT or type=TXT&class=CH can stand");
        };
    Hostname name = Hostname.parse(url.getPath().substring(1));
    return new Dns(host(url), port(url, 53), name, form);
  }

  private static Stun stun(String text) {
    URI url = uri(text.startsWith("stun://") ? text : text.replaceFirst("stun:", "stun://"));
    if (url.getHost() == null || !String.valueOf(url.getPath()).isEmpty()) {
      throw new IllegalArgumentException("This is not the address of a STUN server");
    }
    return new Stun(host(url), port(url, Stun.PORT));
  }

  private static String host(URI url) {
    return url.getHost().replaceAll("^\\[|]$", "");
  }

  private static int port(URI url, int usual) {
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new IllegalArgumentException("There is no port " + url.getPort());
    }
    return url.getPort() < 0 ? usual : url.getPort();
  }

  // --- mappings ----------------------------------------------------------------------------------

  private Optional<SourceSetting> mapping(ConfigMap map) {
    Optional<ConfigNode> url = map.get("url");
    Optional<ConfigNode> router = map.get("router");
    Optional<ConfigNode> fritzbox = map.get("fritzbox");
    Optional<ConfigNode> file = map.get("file");
    Optional<ConfigNode> command = map.get("command");
    Optional<ConfigNode> constant = map.get("static");
    Optional<ConfigNode> ca = url.isPresent() ? map.get("ca") : Optional.empty();
    map.done();
    List<Optional<ConfigNode>> kinds = List.of(url, router, fritzbox, file, command, constant);
    if (kinds.stream().filter(Optional::isPresent).count() != 1) {
      map.mistake("One source is needed here, of one kind", FORMS);
      return Optional.empty();
    }
    Optional<Path> certificates = ca.flatMap(secrets::certificates);
    return url.flatMap(node -> web(node, certificates))
        .or(() -> router.flatMap(SourceReader::router))
        .or(() -> fritzbox.flatMap(SourceReader::fritzbox))
        .or(() -> file.flatMap(SourceReader::file))
        .or(() -> command.flatMap(Words::command).map(SourceSetting.Command::new))
        .or(() -> constant.flatMap(SourceReader::constant));
  }

  private static Optional<SourceSetting> router(ConfigNode node) {
    var protocols = EnumSet.noneOf(Protocol.class);
    List<ConfigNode> nodes = node.oneOrMore();
    nodes.forEach(each -> each.choice(PROTOCOLS).ifPresent(protocols::add));
    return protocols.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceSetting.Router(protocols));
  }

  private static Optional<SourceSetting> fritzbox(ConfigNode node) {
    return node.read(
            text -> {
              URI url = url(text);
              if (!(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                  || url.getRawQuery() != null) {
                throw new IllegalArgumentException("Only scheme, host and port are needed");
              }
              return URI.create(url.getScheme() + "://" + url.getRawAuthority());
            },
            "Write it as http://192.168.178.1:49000")
        .map(box -> new SourceSetting.Fritzbox(Optional.of(box)));
  }

  private static Optional<SourceSetting> file(ConfigNode node) {
    return node.read(ConfigReader::absolute, "Write the whole path, from /")
        .map(SourceSetting.File::new);
  }

  private static Optional<SourceSetting> constant(ConfigNode node) {
    return node.read(
            text ->
                IpAddress.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("This is not an address")),
            "Write it as 198.51.100.7; for two families write two sources")
        .map(SourceSetting.Static::new);
  }
}
