package homeport.agent.config;

import homeport.agent.catalog.Catalog;
import homeport.agent.catalog.Custom;
import homeport.agent.catalog.Descriptor;
import homeport.agent.catalog.RequestForm;
import homeport.agent.catalog.RequestForm.Auth;
import homeport.agent.catalog.Slot;
import homeport.agent.pace.Policy;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Key;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.agent.uplink.UplinkRules;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.kit.ConfigMap;
import homeport.kit.ConfigNode;
import homeport.kit.DurationText;
import homeport.kit.Mistakes;
import homeport.kit.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code hosts} one by one, and remembers what two of them must not share. */
final class HostReader {

  /** What holds for every host that says nothing else. */
  record Defaults(
      AddressRules rules, UplinkRules uplinks, Set<AddressRange> allow, boolean contact) {}

  /** What all hosts of an account share, since their requests are sent together. */
  private record Login(Secret password, RequestForm request, Optional<Path> ca) {
    static Login of(Host host) {
      return new Login(host.password(), host.provider().request(), host.ca());
    }
  }

  private record Known(Login login, int line) {}

  private static final Duration YEAR = Duration.ofDays(365);

  private final Catalog catalog;
  private final Map<String, Optional<Descriptor>> own;
  private final Defaults defaults;
  private final Secrets secrets;
  private final Mistakes mistakes;
  private final Map<Key, Integer> lines = new HashMap<>();
  private final Map<Account, Known> logins = new HashMap<>();
  private List<String> names = List.of();

  HostReader(
      Catalog catalog,
      Map<String, Optional<Descriptor>> own,
      Defaults defaults,
      Function<String, @Nullable String> environment,
      Mistakes mistakes,
      Set<Path> files) {
    this.catalog = catalog;
    this.own = own;
    this.defaults = defaults;
    this.secrets = new Secrets(environment, files);
    this.mistakes = mistakes;
  }

  /** The names of the host that was read last, as far as they could be read. */
  List<String> names() {
    return names;
  }

  /** One host; nothing if there is a mistake in it. */
  Optional<Host> read(ConfigNode node) {
    names = List.of();
    int before = mistakes.count();
    Optional<Host> host = node.map().flatMap(this::read);
    return host.filter(_ -> mistakes.count() == before).filter(h -> isAlone(node, h));
  }

  private Optional<Host> read(ConfigMap map) {
    List<ConfigNode> nameNodes =
        map.need("hostname", "home.example.org").map(ConfigNode::oneOrMore).orElse(List.of());
    names = nameNodes.stream().filter(ConfigNode::isText).flatMap(n -> n.text().stream()).toList();
    Optional<Descriptor> provider = provider(map);
    AddressRules rules =
        map.get("ipv6").flatMap(Words::ipv6).map(defaults.rules::with).orElse(defaults.rules);
    Optional<AddressMode> mode = map.need("address", "detected").flatMap(Words::mode);
    Optional<AddressMode> address =
        map.get("via").map(node -> Words.leaving(node, mode)).orElse(mode);
    Optional<ConfigNode> pickNode = map.get("uplink");
    Optional<Pick> pick = pickNode.flatMap(Words::pick);
    Optional<OnlyWhen> onlyWhen = map.get("only-when").flatMap(Words::onlyWhen);
    Optional<ConfigNode> allow = map.get("allow");
    Set<AddressRange> ranges = allow.isPresent() ? Words.ranges(allow) : defaults.allow;
    NameServers servers =
        map.get("name-servers").map(Words::nameServers).orElse(new NameServers.Authoritative());
    Optional<Path> ca = map.get("ca").flatMap(secrets::certificates);
    Optional<ConfigNode> familyNode = map.get("families");
    Set<AddressFamily> families = familyNode.map(Words::families).orElse(Set.of());
    Optional<ConfigNode> interval = map.get("interval");
    Optional<ConfigNode> refresh = map.get("refresh");
    Optional<String> user = map.get("user").flatMap(secrets::user);
    Optional<Secret> password = map.get("password").flatMap(secrets::password);
    Optional<ConfigNode> verify = map.get("verify");
    if (provider.isEmpty()) {
      map.know("url", "query", "method", "auth", "dialect", "hosts-per-request", "wildcard");
      map.know("addresses-per-name");
      map.know("groups", "user-agent", "minimum-interval", "replies");
      map.done();
      return Optional.empty();
    }
    Descriptor descriptor = provider.get();
    map.done();
    names = HostNames.read(nameNodes, descriptor);
    needLogin(map, descriptor);
    needContact(map, descriptor);
    // Everything is read before anything is put together, so that every mistake is found.
    Set<AddressFamily> possible =
        address.filter(AddressMode.Behind.class::isInstance).isPresent()
            ? behind(descriptor, map, familyNode, families)
            : possible(descriptor, familyNode, families);
    List<Hostname> asked = HostNames.verify(verify, names);
    Policy policy = policy(descriptor, interval, refresh);
    Pick picked = pick(descriptor, pickNode, pick);
    return address.map(
        way ->
            new Host(
                descriptor,
                new Account(descriptor.id(), user.orElse("")),
                password.orElse(new Secret("")),
                names,
                way,
                picked,
                onlyWhen,
                possible,
                rules,
                ranges,
                asked,
                servers,
                ca,
                policy));
  }

  private Optional<Descriptor> provider(ConfigMap map) {
    Optional<ConfigNode> node = map.need("provider", "noip");
    Optional<String> id = node.flatMap(ConfigNode::text);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (id.get().equals("custom")) {
      return Custom.read(map);
    }
    if (own.containsKey(id.get())) {
      return own.get(id.get());
    }
    var known = new LinkedHashMap<String, String>();
    known.put("custom", "custom");
    catalog.ids().forEach(word -> known.put(word, word));
    own.keySet().forEach(word -> known.put(word, word));
    return node.get().choice(known).flatMap(catalog::find);
  }

  private void needContact(ConfigMap map, Descriptor provider) {
    if (provider.userAgent().slots().contains(Slot.CONTACT) && !defaults.contact) {
      map.mistake(
          provider.about().name() + " wants to know whom to write to about this agent",
          "Add a line such as \"contact: admin@company.example\" at the top of the file");
    }
  }

  private static void needLogin(ConfigMap map, Descriptor provider) {
    Auth auth = provider.request().auth();
    Set<Slot> slots = provider.request().slots();
    if (auth == Auth.BASIC || slots.contains(Slot.USER)) {
      var _ = map.need("user", "alice");
    }
    if (auth == Auth.BASIC || slots.contains(Slot.PASSWORD)) {
      var _ = map.need("password", "file:/etc/homeport/password");
    }
  }

  // IPv4 unless told otherwise: publishing IPv6 unasked would take over an AAAA record that
  // somebody
  // else keeps, for a machine that may not even listen there.
  private static Set<AddressFamily> possible(
      Descriptor provider, Optional<ConfigNode> node, Set<AddressFamily> wanted) {
    if (node.isEmpty()) {
      return provider.families().contains(AddressFamily.IPV4)
          ? Set.of(AddressFamily.IPV4)
          : provider.families();
    }
    for (AddressFamily family : wanted) {
      if (!provider.families().contains(family)) {
        node.get()
            .mistake(
                provider.about().name() + " cannot hold " + family.describe() + " addresses",
                "Remove " + family);
      }
    }
    return wanted;
  }

  /** A machine behind us has IPv6 addresses only: its IPv4 address would be ours. */
  private static Set<AddressFamily> behind(
      Descriptor provider, ConfigMap map, Optional<ConfigNode> node, Set<AddressFamily> wanted) {
    map.get("ipv6")
        .ifPresent(n -> n.warn("ipv6: says nothing about a machine behind this one", "Remove it"));
    if (wanted.contains(AddressFamily.IPV4)) {
      node.orElseThrow()
          .mistake(
              "prefix-of: finds IPv6 addresses only",
              "Write \"families: ipv6\" here, and a host of its own for ipv4");
    }
    if (!provider.families().contains(AddressFamily.IPV6)) {
      map.need("address", "detected")
          .orElseThrow()
          .mistake(
              provider.about().name() + " cannot hold IPv6 addresses", "Choose another provider");
    }
    return Set.of(AddressFamily.IPV6);
  }

  /** Load balancing publishes all uplinks where the provider can hold several addresses. */
  private Pick pick(Descriptor provider, Optional<ConfigNode> node, Optional<Pick> wanted) {
    boolean balanced = defaults.uplinks.mode() == UplinkRules.Mode.LOAD_BALANCING;
    Pick pick = wanted.orElse(balanced ? new Pick.Every() : new Pick.Active());
    switch (pick) {
      case Pick.Active _ -> {}
      case Pick.Every _ -> {
        if (provider.names().addresses() > 1) {
          return pick;
        }
        node.ifPresent(
            n ->
                n.warn(
                    provider.about().name() + " holds one address for a name; the first is sent",
                    "Write active, or a provider that holds several"));
        return new Pick.Active();
      }
      case Pick.Named(var name) -> {
        List<UplinkRules.Wanted> known = defaults.uplinks.wanted();
        boolean there =
            known.isEmpty()
                || known.stream().anyMatch(w -> w.name().equals(name) || w.matches(name));
        if (!there) {
          node.orElseThrow()
              .mistake(
                  "There is no uplink " + name,
                  "Write one of those under uplinks: "
                      + String.join(", ", known.stream().map(UplinkRules.Wanted::name).toList()));
        }
      }
    }
    return pick;
  }

  private static Policy policy(
      Descriptor provider, Optional<ConfigNode> interval, Optional<ConfigNode> refresh) {
    boolean custom = provider.id().startsWith("custom@");
    Duration stated = provider.interval();
    Duration spacing = interval.flatMap(node -> node.duration(Duration.ZERO, YEAR)).orElse(stated);
    if (!custom && spacing.compareTo(stated) < 0) {
      interval
          .orElseThrow()
          .warn(
              provider.about().name()
                  + " allows no update more often than every "
                  + DurationText.write(stated)
                  + "; that is kept",
              "Write a longer interval, or remove it");
      spacing = stated;
    }
    Optional<Duration> again =
        refresh.isPresent()
            ? refresh.get().duration(Duration.ZERO, YEAR).filter(Duration::isPositive)
            : provider.refresh();
    return new Policy(spacing, again);
  }

  /** Whether no host before has the same name and family, or the same user and another password. */
  private boolean isAlone(ConfigNode node, Host host) {
    int before = mistakes.count();
    int line = node.place().line();
    for (Key key : host.keys()) {
      Integer first = lines.get(key);
      if (first != null) {
        node.mistake(
            key.target().name()
                + " "
                + key.family()
                + " is kept by the host in line "
                + first
                + " already",
            "Remove it from one of the two");
      }
    }
    Known known = logins.get(host.account());
    if (known != null && !known.login.equals(Login.of(host))) {
      node.mistake(
          "The account "
              + host.account()
              + " has another password, url or ca in line "
              + known.line,
          "Write the same ones, or another user");
    }
    if (mistakes.count() > before) {
      return false;
    }
    host.keys().forEach(key -> lines.put(key, line));
    logins.putIfAbsent(host.account(), new Known(Login.of(host), line));
    return true;
  }
}
