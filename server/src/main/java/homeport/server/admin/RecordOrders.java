package homeport.server.admin;

import homeport.dns.Hostname;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import homeport.dns.Target;
import homeport.dns.Text;
import homeport.server.update.Draft;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders about records that are not addresses. */
final class RecordOrders {

  Reply add(Draft draft, Request request) {
    Hostname name = request.hostname("hostname");
    RecordType type = type(request.need("type"));
    Zone zone = Need.zone(draft, name);
    Rdata rdata = rdata(type, request.need("value"));
    checkAlias(draft, zone, name, type);
    RecordData before = zone.records(name.sortKey(), type);
    List<Rdata> data =
        new ArrayList<>(before == null || type == RecordType.CNAME ? List.of() : before.data());
    data.add(rdata);
    int ttl = request.number("ttl", before == null ? zone.about().dynamicTtl() : before.ttl());
    draft.set(zone, name.sortKey(), type, Optional.of(new RecordData(type, ttl, data)));
    return reply(draft, name, type);
  }

  Reply remove(Draft draft, Request request) {
    Hostname name = request.hostname("hostname");
    RecordType type = type(request.need("type"));
    Zone zone = Need.zone(draft, name);
    RecordData before = zone.records(name.sortKey(), type);
    if (before == null) {
      throw new OrderRefused(name + " has no " + type + " record");
    }
    Optional<Rdata> one = request.text("value").map(value -> rdata(type, value));
    List<Rdata> rest =
        before.data().stream().filter(d -> one.isPresent() && !d.equals(one.get())).toList();
    draft.set(
        zone,
        name.sortKey(),
        type,
        rest.isEmpty() ? Optional.empty() : Optional.of(new RecordData(type, before.ttl(), rest)));
    return reply(draft, name, type);
  }

  private static RecordType type(String word) {
    return switch (word) {
      case "TXT", "txt" -> RecordType.TXT;
      case "CNAME", "cname" -> RecordType.CNAME;
      default ->
          throw new OrderRefused(
              "records of type "
                  + word
                  + " cannot be set so; TXT and CNAME can, and addresses by"
                  + " homeport-server hostname set");
    };
  }

  private static Rdata rdata(RecordType type, String value) {
    return type == RecordType.TXT ? Text.of(value) : new Target(Request.hostnameOf(value));
  }

  /** RFC 1034, 3.6.2: beside an alias there is nothing else. */
  private static void checkAlias(Draft draft, Zone zone, Hostname name, RecordType type) {
    boolean alias = zone.records(name.sortKey(), RecordType.CNAME) != null;
    boolean other =
        name.equals(zone.apex())
            || draft.directory().holding(name).isPresent()
            || zone.records(name.sortKey(), RecordType.TXT) != null;
    if (type == RecordType.CNAME ? other : alias) {
      throw new OrderRefused(
          name + " cannot be an alias (CNAME) and something else; remove the other first");
    }
  }

  private static Reply reply(Draft draft, Hostname name, RecordType type) {
    RecordData data = Need.zone(draft, name).records(name.sortKey(), type);
    List<String> values =
        data == null ? List.of() : data.data().stream().map(Rdata::toString).toList();
    return Reply.done(
        name + " " + type + " " + (values.isEmpty() ? "none" : String.join(" ", values)),
        Map.of("hostname", name.toString(), "type", type.toString(), "values", values));
  }
}
