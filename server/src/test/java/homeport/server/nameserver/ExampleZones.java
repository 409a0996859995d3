package homeport.server.nameserver;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import homeport.dns.Serial;
import homeport.dns.Target;
import homeport.dns.Text;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zone;
import homeport.server.zone.ZoneData;
import homeport.server.zone.Zones;
import java.util.List;
import java.util.stream.IntStream;

/** One zone with one of everything. */
final class ExampleZones {
  static final int DYNAMIC_TTL = 60;

  private Zone zone =
      Zone.empty(
          Hostname.of("example.org"),
          Serial.of(7),
          new ZoneData(
              List.of(Hostname.of("ns1.example.net"), Hostname.of("ns2.example.net")),
              Hostname.of("hostmaster.example.net"),
              3600,
              DYNAMIC_TTL,
              DYNAMIC_TTL));

  private ExampleZones() {}

  static Zones make() {
    ExampleZones made = new ExampleZones();
    made.add("example.org", RecordType.A, IpAddress.of("192.0.2.1"));
    made.add("home.example.org", RecordType.A, IpAddress.of("192.0.2.2"));
    made.add("home.example.org", RecordType.AAAA, IpAddress.of("2001:db8::2"));
    made.add("home.example.org", RecordType.TXT, new Text(List.of("say \"hi\"", "grüße")));
    made.add("*.wild.example.org", RecordType.A, IpAddress.of("192.0.2.3"));
    made.add("own.wild.example.org", RecordType.TXT, Text.of("here"));
    made.add("a.b.c.example.org", RecordType.A, IpAddress.of("192.0.2.4"));
    made.add("alias.example.org", RecordType.CNAME, new Target(Hostname.of("home.example.org")));
    made.add("away.example.org", RecordType.CNAME, new Target(Hostname.of("www.example.com")));
    made.add("gone.example.org", RecordType.CNAME, new Target(Hostname.of("none.example.org")));
    made.add("loop.example.org", RecordType.CNAME, new Target(Hostname.of("loop.example.org")));
    made.add("mapped.example.org", RecordType.AAAA, IpAddress.of("::ffff:192.0.2.9"));
    made.add(
        "large.example.org",
        RecordType.TXT,
        IntStream.range(0, 30).mapToObj(i -> Text.of(i + "x".repeat(60))).toArray(Rdata[]::new));
    return Zones.none().with(made.zone);
  }

  private void add(String name, RecordType type, Rdata... data) {
    zone = zone.with(Hostname.of(name).sortKey(), new RecordData(type, DYNAMIC_TTL, List.of(data)));
  }
}
