package homeport.server.admin;

import homeport.dns.Hostname;
import homeport.dns.RecordType;
import homeport.server.account.Domain;
import homeport.server.account.Edit;
import homeport.server.account.Released;
import homeport.server.policy.FreeNames;
import homeport.server.update.Draft;
import homeport.server.zone.Zone;
import homeport.server.zone.ZoneData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders about domains. */
final class DomainOrders {
  private final ZoneData about;
  private final Clock clock;

  DomainOrders(ZoneData about, Clock clock) {
    this.about = about;
    this.clock = clock;
  }

  Reply offer(Draft draft, Request request) {
    return add(draft, request.hostname("domain"), Optional.empty());
  }

  Reply own(Draft draft, Request request) {
    String account = Need.account(draft.directory(), request.need("account")).name();
    return add(draft, request.hostname("domain"), Optional.of(account));
  }

  private Reply add(Draft draft, Hostname apex, Optional<String> owner) {
    if (apex.isWildcard()) {
      throw new OrderRefused("a domain has no *; write " + apex.parent());
    }
    for (Domain other : draft.directory().domains()) {
      checkBeside(apex, owner, other);
    }
    // Names of the zone above would change zones without a word to their holders.
    if (draft.directory().holding(apex).isPresent()
        || !draft.directory().namesBelow(apex).isEmpty()) {
      throw new OrderRefused(
          "there are hostnames at or below " + apex + " already; remove them first");
    }
    draft.edit(new Edit.PutDomain(new Domain(apex, owner)));
    draft.newZone(apex, about);
    String whose = owner.map(o -> "is " + o + "'s own domain").orElse("is offered to all");
    return Reply.done(
        "%s %s; let its parent point at %s".formatted(apex, whose, about.nameServers()),
        Map.of("domain", apex.toString()));
  }

  /** FAILURES 40: nobody gets a zone above or below somebody else's. */
  private static void checkBeside(Hostname apex, Optional<String> owner, Domain other) {
    if (other.apex().equals(apex)) {
      throw new OrderRefused(apex + " is a domain of this server already");
    }
    boolean nested = apex.isBelow(other.apex()) || other.apex().isBelow(apex);
    if (nested && !other.owner().equals(owner)) {
      throw new OrderRefused(
          apex + " lies above or below " + other.apex() + ", which is somebody else's");
    }
  }

  Reply list(Draft draft) {
    List<Map<String, Object>> all = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (Domain domain : draft.directory().domains()) {
      Zone zone = draft.zones().zone(domain.apex()).orElseThrow();
      all.add(
          Map.of(
              "domain",
              domain.apex().toString(),
              "owner",
              domain.owner().orElse(""),
              "serial",
              zone.serial().number(),
              "names",
              zone.size()));
      text.add(
          "%s  %s  serial %s  %d names"
              .formatted(
                  domain.apex(),
                  domain.owner().map(o -> "owned by " + o).orElse("offered"),
                  zone.serial(),
                  zone.size()));
    }
    return Reply.done(AccountOrders.lines(text, "no domains yet"), Map.of("domains", all));
  }

  Reply remove(Draft draft, Request request) {
    Hostname apex = request.hostname("domain");
    Domain domain =
        draft
            .directory()
            .domain(apex)
            .orElseThrow(() -> new OrderRefused(apex + " is no domain of this server"));
    List<Hostname> names = namesOf(draft, domain);
    if (!names.isEmpty() && !request.flag("with-hostnames")) {
      throw new OrderRefused(
          "%d hostnames are in %s; add --with-hostnames to remove them too"
              .formatted(names.size(), apex));
    }
    for (Hostname name : names) {
      drop(draft, name, clock);
    }
    List<Runnable> removals = new ArrayList<>();
    Zone zone = draft.zones().zone(apex).orElseThrow();
    zone.forEach(
        (key, records) ->
            records.forEach(
                data -> removals.add(() -> draft.set(zone, key, data.type(), Optional.empty()))));
    removals.forEach(Runnable::run);
    draft.edit(new Edit.DropDomain(apex));
    draft.dropZone(apex);
    return Reply.done("removed domain " + apex, Map.of("domain", apex.toString()));
  }

  private static List<Hostname> namesOf(Draft draft, Domain domain) {
    List<Hostname> names = new ArrayList<>();
    if (draft.directory().holding(domain.apex()).isPresent()) {
      names.add(domain.apex());
    }
    for (String key : draft.directory().namesBelow(domain.apex())) {
      Hostname name = Hostname.ofSortKey(key);
      boolean here = draft.zones().zoneOf(name).map(Zone::apex).equals(Optional.of(domain.apex()));
      if (here) {
        names.add(name);
      }
    }
    return names;
  }

  /** Takes a name and its addresses away, and keeps it from others for a while. */
  static void drop(Draft draft, Hostname name, Clock clock) {
    Zone zone = draft.zones().zoneOf(name).orElseThrow();
    for (RecordType type : List.of(RecordType.A, RecordType.AAAA, RecordType.TXT)) {
      draft.set(zone, name.sortKey(), type, Optional.empty());
    }
    String account = Need.holding(draft.directory(), name).group().account();
    draft.edit(
        new Edit.DropName(name, new Released(account, clock.instant().plus(FreeNames.QUARANTINE))));
  }
}
