package homeport.server.admin;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import homeport.server.account.Domain;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.policy.FreeNames;
import homeport.server.policy.Permission;
import homeport.server.update.Addresses;
import homeport.server.update.Draft;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Orders about hostnames and their addresses. */
final class HostnameOrders {
  private static final int LISTED = 1000;

  private final Clock clock;

  HostnameOrders(Clock clock) {
    this.clock = clock;
  }

  /** All of them or, if one cannot be added, none. */
  Reply add(Draft draft, Request request) {
    String account = Need.account(draft.directory(), request.need("account")).name();
    Group group =
        Need.group(draft.directory(), account, request.text("group").orElse(Group.DEFAULT));
    List<Hostname> names = request.list("hostname").stream().map(Request::hostnameOf).toList();
    if (names.isEmpty()) {
      throw new OrderRefused("give at least one hostname");
    }
    for (Hostname name : names) {
      mayAdd(draft, account, name, request.flag("reserved"));
      draft.edit(new Edit.PutName(name, new Holding(group, request.flag("static"))));
    }
    return Reply.done(
        names.stream()
            .map(name -> "added %s for account %s, group %s".formatted(name, account, group.name()))
            .collect(Collectors.joining("\n")),
        Map.of(
            "hostnames",
            names.stream().map(Hostname::toString).toList(),
            "account",
            account,
            "group",
            group.name()));
  }

  private void mayAdd(Draft draft, String account, Hostname name, boolean reservedToo) {
    Zone zone = Need.zone(draft, name);
    Domain domain = draft.directory().domain(zone.apex()).orElseThrow();
    Optional<String> refusal =
        FreeNames.refusal(draft.directory(), account, name, domain, clock.instant());
    boolean taken = draft.directory().holding(name).isPresent();
    if (refusal.isPresent() && (taken || !reservedToo)) {
      String hint = taken ? "" : "; --reserved takes it all the same";
      throw new OrderRefused(name + " " + refusal.get() + hint);
    }
    if (zone.records(name.sortKey(), RecordType.CNAME) != null) {
      throw new OrderRefused(name + " is an alias (CNAME); remove that record first");
    }
  }

  Reply move(Draft draft, Request request) {
    Hostname name = request.hostname("hostname");
    Holding holding = Need.holding(draft.directory(), name);
    Group group = Need.group(draft.directory(), holding.group().account(), request.need("group"));
    draft.edit(new Edit.PutName(name, new Holding(group, holding.fixed())));
    return Reply.done(
        name + " is in group " + group.name(),
        Map.of("hostname", name.toString(), "group", group.name()));
  }

  Reply set(Draft draft, Request request) {
    Hostname name = request.hostname("hostname");
    Need.holding(draft.directory(), name);
    Zone zone = Need.zone(draft, name);
    List<IpAddress> addresses =
        request.list("address").stream().map(HostnameOrders::address).toList();
    if (addresses.isEmpty() != request.flag("offline")) {
      throw new OrderRefused("give addresses, or --offline to take them away");
    }
    for (AddressFamily family : AddressFamily.values()) {
      List<Rdata> data =
          addresses.stream().filter(a -> a.family() == family).map(a -> (Rdata) a).toList();
      if (!data.isEmpty() || request.flag("offline")) {
        Addresses.set(draft, zone, name.sortKey(), family, data);
      }
    }
    request.text("ttl").ifPresent(_ -> setTtl(draft, zone, name, request.number("ttl", 60)));
    return Reply.done(line(draft, name), row(draft, name));
  }

  private static void setTtl(Draft draft, Zone zone, Hostname name, int ttl) {
    if (ttl < 30 || ttl > 86_400) {
      throw new OrderRefused("a TTL is 30 to 86400 seconds, not " + ttl);
    }
    // Both families: the database keeps one TTL a name.
    for (AddressFamily family : AddressFamily.values()) {
      RecordData data =
          draft
              .zones()
              .zone(zone.apex())
              .orElseThrow()
              .records(name.sortKey(), family.recordType());
      if (data != null) {
        draft.set(
            zone,
            name.sortKey(),
            data.type(),
            Optional.of(new RecordData(data.type(), ttl, data.data())));
      }
    }
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text)
        .filter(Permission::usable)
        .orElseThrow(
            () -> new OrderRefused("\"" + text + "\" is not an address that a host can have"));
  }

  Reply list(Draft draft, Request request) {
    List<Hostname> names = new ArrayList<>();
    for (Group group : draft.directory().groups()) {
      if (request.text("account").map(group.account()::equals).orElse(true)) {
        draft.directory().namesIn(group).stream()
            .map(Hostname::ofSortKey)
            .filter(name -> request.text("domain").map(d -> in(name, d)).orElse(true))
            .forEach(names::add);
      }
    }
    int limit = request.number("limit", LISTED);
    List<Hostname> shown = names.stream().limit(limit).toList();
    List<String> text = new ArrayList<>(shown.stream().map(name -> line(draft, name)).toList());
    if (names.size() > shown.size()) {
      text.add("and " + (names.size() - shown.size()) + " more; --limit N shows N");
    }
    return Reply.done(
        AccountOrders.lines(text, "no hostnames"),
        Map.of(
            "hostnames",
            shown.stream().map(name -> row(draft, name)).toList(),
            "count",
            names.size()));
  }

  private static boolean in(Hostname name, String domain) {
    Hostname apex = Request.hostnameOf(domain);
    return name.equals(apex) || name.isBelow(apex);
  }

  Reply remove(Draft draft, Request request) {
    Hostname name = request.hostname("hostname");
    Need.holding(draft.directory(), name);
    DomainOrders.drop(draft, name, clock);
    return Reply.done("removed " + name, Map.of("hostname", name.toString()));
  }

  private static List<String> addresses(Draft draft, Hostname name) {
    List<String> addresses = new ArrayList<>();
    Zone zone = Need.zone(draft, name);
    for (AddressFamily family : AddressFamily.values()) {
      RecordData data = zone.records(name.sortKey(), family.recordType());
      if (data != null) {
        data.data().forEach(address -> addresses.add(address.toString()));
      }
    }
    return addresses;
  }

  private static String line(Draft draft, Hostname name) {
    Holding holding = Need.holding(draft.directory(), name);
    List<String> addresses = addresses(draft, name);
    return "%s  %s  account %s  group %s%s"
        .formatted(
            name,
            addresses.isEmpty() ? "offline" : String.join(" ", addresses),
            holding.group().account(),
            holding.group().name(),
            holding.fixed() ? "  static" : "");
  }

  private static Map<String, Object> row(Draft draft, Hostname name) {
    Holding holding = Need.holding(draft.directory(), name);
    return Map.of(
        "hostname",
        name.toString(),
        "addresses",
        addresses(draft, name),
        "account",
        holding.group().account(),
        "group",
        holding.group().name(),
        "static",
        holding.fixed());
  }
}
