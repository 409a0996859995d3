package homeport.server.store;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import homeport.dns.Target;
import homeport.dns.Text;
import homeport.kit.BadJson;
import homeport.kit.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Record data as text in a column, and back. */
final class RdataText {
  private RdataText() {}

  /** Addresses parted by commas. */
  static String addresses(List<Rdata> data) {
    if (data.size() == 1) {
      return data.getFirst().toString();
    }
    return String.join(",", data.stream().map(Rdata::toString).toList());
  }

  static List<Rdata> addresses(String text) {
    if (text.indexOf(',') < 0) {
      return List.of(IpAddress.of(text));
    }
    return Arrays.stream(text.split(",")).map(a -> (Rdata) IpAddress.of(a)).toList();
  }

  /** A list in JSON: of lists of strings for TXT, else of strings. */
  static String write(List<Rdata> data) {
    return Json.write(
        data.stream()
            .map(
                d ->
                    switch (d) {
                      case Text text -> (Object) text.strings();
                      case Target target -> target.name().toString();
                      case IpAddress address -> address.toString();
                      case homeport.dns.Soa _ ->
                          throw new IllegalArgumentException("an SOA is made, not stored");
                    })
            .toList());
  }

  static List<Rdata> read(RecordType type, String json) {
    try {
      List<Rdata> data = new ArrayList<>();
      if (Json.read(json) instanceof List<?> list) {
        list.forEach(item -> data.add(one(type, item)));
      }
      return data;
    } catch (BadJson e) {
      throw new IllegalStateException("the database holds a record that is no JSON: " + json, e);
    }
  }

  private static Rdata one(RecordType type, Object item) {
    return switch (type) {
      case TXT -> new Text(((List<?>) item).stream().map(String::valueOf).toList());
      case CNAME, NS -> new Target(Hostname.of((String) item));
      case A, AAAA -> IpAddress.of((String) item);
      case SOA -> throw new IllegalStateException("the database holds an SOA, which is made");
    };
  }
}
