package homeport.agent.sim;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the user wrote: the configuration, and the same for the checkers. */
final class Settings {
  /** In every password, so that it is found wherever it leaks. */
  static final String MARK = "HUSH";

  /** How the base64 of user and password begins. */
  private static final String LOGIN = "YWxpY2U6SFVTS";

  /** Providers by the id that accounts name them with; two of the catalogue and one of the user. */
  static final List<String> PROVIDERS = List.of("dyndns", "noip", "custom@dyn.example.net");

  private static final Map<String, String> SERVERS =
      Map.of(
          "dyndns", "192.0.2.53",
          "noip", "192.0.2.54",
          "custom@dyn.example.net", "192.0.2.55");

  /** What the machine of a pair has that is on duty. */
  static final IpAddress SHARED = IpAddress.of("198.51.100.5");

  private final Map<String, HostEntry> hosts = new TreeMap<>();
  private final Map<String, String> passwords = new TreeMap<>();
  private final Scene scene;
  private long version;

  Settings(Scene scene) {
    this.scene = scene;
  }

  /**
   * One host.
   *
   * @param address as in the configuration
   * @param uplink as in the configuration; heeded where there are several
   * @param pair whether it is this machine's only while {@link #SHARED} is
   */
  record HostEntry(
      String name,
      String provider,
      String address,
      String uplink,
      boolean pair,
      Set<AddressFamily> families) {
    String user() {
      return "alice";
    }

    /** Everything about it but the login. */
    String text() {
      return name
          + " "
          + provider
          + " "
          + address
          + " "
          + uplink
          + " "
          + pair
          + " "
          + families.stream().sorted().toList();
    }
  }

  /** One name in one family, as the checkers call it. */
  record Item(String provider, String name, AddressFamily family) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byProvider = provider.compareTo(other.provider);
      int byName = byProvider != 0 ? byProvider : name.compareTo(other.name);
      return byName != 0 ? byName : family.compareTo(other.family);
    }

    @Override
    public String toString() {
      return name + " " + family.recordType() + " at " + provider;
    }
  }

  void put(HostEntry host) {
    hosts.put(host.name(), host);
    version++;
  }

  void remove(String name) {
    if (hosts.size() > 1) {
      hosts.remove(name);
      version++;
    }
  }

  void password(String provider, String password) {
    passwords.put(provider, password);
    version++;
  }

  String password(String provider) {
    return passwords.getOrDefault(provider, MARK);
  }

  long version() {
    return version;
  }

  Optional<HostEntry> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  List<HostEntry> hosts() {
    return List.copyOf(hosts.values());
  }

  List<Item> items() {
    var items = new ArrayList<Item>();
    for (HostEntry host : hosts.values()) {
      for (AddressFamily family : AddressFamily.values()) {
        if (host.families().contains(family)) {
          items.add(new Item(host.provider(), host.name(), family));
        }
      }
    }
    return items;
  }

  /** A password, or a login as it stands in a request. */
  static boolean isSecretIn(String text) {
    return text.contains(MARK) || text.contains(LOGIN);
  }

  static IpAddress server(String provider) {
    return IpAddress.of(SERVERS.get(provider));
  }

  /** The file. */
  String yaml() {
    return hosts.values().stream()
        .map(this::yaml)
        .collect(
            Collectors.joining(
                "",
                "contact: admin@company.example\nallow: [documentation]\n"
                    + scene.yaml()
                    + "hosts:\n",
                ""));
  }

  private String yaml(HostEntry host) {
    boolean own = host.provider().startsWith("custom@");
    String where =
        own
            ? "custom\n    url: https://" + host.provider().substring(7) + "/nic/update"
            : host.provider();
    return """
      - hostname: %s
        provider: %s
        user: %s
        password: 'literal:%s'
        address: '%s'
    %s    families: [%s]
        name-servers: %s
    """
        .formatted(
            host.name(),
            where,
            host.user(),
            password(host.provider()),
            host.address(),
            (scene.several() ? "    uplink: " + host.uplink() + "\n" : "")
                + (host.pair() ? "    only-when: {address: " + SHARED + "}\n" : ""),
            host.families().stream()
                .sorted()
                .map(AddressFamily::toString)
                .collect(Collectors.joining(", ")),
            SERVERS.get(host.provider()));
  }
}
