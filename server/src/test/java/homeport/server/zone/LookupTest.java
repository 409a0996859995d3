package homeport.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.Rdata;
import homeport.dns.RecordType;
import homeport.dns.Serial;
import homeport.dns.Target;
import homeport.dns.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The zone of RFC 4592, 2.2.1, as far as we keep its types, and what it says there. */
class LookupTest {
  private static final Hostname APEX = Hostname.of("example");
  private static final ZoneData ABOUT =
      new ZoneData(
          List.of(Hostname.of("ns.example.com"), Hostname.of("ns.example.net")),
          Hostname.of("hostmaster.example"),
          3600,
          60,
          60);

  private final Zone zone =
      put(
          put(
              put(
                  put(
                      put(Zone.empty(APEX, new Serial(7), ABOUT), "*.example", text("wild")),
                      "sub.*.example".replace("*", "wild"),
                      text("sub")),
                  "host1.example",
                  address("192.0.2.1")),
              "_ssh._tcp.host1.example",
              text("ssh")),
          "alias.example",
          new RecordData(RecordType.CNAME, 60, List.of(new Target(Hostname.of("host1.example")))));
  private final Zones zones = Zones.none().with(zone);

  private static Zone put(Zone zone, String name, RecordData data) {
    return zone.with(Hostname.of(name).sortKey(), data);
  }

  private static RecordData text(String text) {
    return new RecordData(RecordType.TXT, 60, List.of(Text.of(text)));
  }

  private static RecordData address(String address) {
    return new RecordData(RecordType.A, 60, List.of(IpAddress.of(address)));
  }

  private Answer ask(String name, RecordType type) {
    return zones.lookup(Hostname.of(name), type.number());
  }

  private List<Rdata> found(String name, RecordType type) {
    assertThat(ask(name, type)).isInstanceOf(Answer.Found.class);
    var found = (Answer.Found) ask(name, type);
    assertThat(found.rrset().name()).isEqualTo(Hostname.of(name));
    return found.rrset().data();
  }

  @Test
  void exact_name_and_type_is_found() {
    assertThat(found("host1.example", RecordType.A)).containsExactly(IpAddress.of("192.0.2.1"));
  }

  @Test
  void apex_has_soa_and_name_servers() {
    assertThat(found("example", RecordType.SOA).getFirst().toString())
        .isEqualTo("ns.example.com. hostmaster.example. 7 3600 600 1209600 60");
    assertThat(found("example", RecordType.NS)).hasSize(2);
    assertThat(ask("example", RecordType.A)).isInstanceOf(Answer.NoData.class);
  }

  @Test
  void wildcard_answers_under_the_name_that_was_asked() {
    assertThat(found("host3.example", RecordType.TXT)).containsExactly(Text.of("wild"));
    assertThat(found("foo.bar.example", RecordType.TXT)).containsExactly(Text.of("wild"));
    assertThat(found("*.example", RecordType.TXT)).containsExactly(Text.of("wild"));
  }

  @Test
  void wildcard_without_the_type_is_no_data() {
    assertThat(ask("host3.example", RecordType.AAAA)).isInstanceOf(Answer.NoData.class);
  }

  @Test
  void wildcard_does_not_cover_a_name_that_exists() {
    assertThat(ask("host1.example", RecordType.TXT)).isInstanceOf(Answer.NoData.class);
  }

  @Test
  void wildcard_does_not_cover_what_is_below_a_name_that_exists() {
    // RFC 4592, 2.2.1: _telnet._tcp.host1 has the closest encloser _tcp.host1, which has no *.
    assertThat(ask("_telnet._tcp.host1.example", RecordType.TXT))
        .isInstanceOf(Answer.NxDomain.class);
    assertThat(ask("x.host1.example", RecordType.TXT)).isInstanceOf(Answer.NxDomain.class);
  }

  @Test
  void empty_non_terminal_exists() {
    assertThat(ask("_tcp.host1.example", RecordType.TXT)).isInstanceOf(Answer.NoData.class);
    assertThat(ask("wild.example", RecordType.TXT)).isInstanceOf(Answer.NoData.class);
  }

  @Test
  void name_that_only_begins_alike_is_no_non_terminal() {
    var zoneWithout = put(Zone.empty(APEX, new Serial(1), ABOUT), "host-a.example", text("x"));
    assertThat(Zones.none().with(zoneWithout).lookup(Hostname.of("host.example"), 16))
        .isInstanceOf(Answer.NxDomain.class);
  }

  @Test
  void alias_answers_every_type_but_its_own() {
    assertThat(ask("alias.example", RecordType.A)).isInstanceOf(Answer.Alias.class);
    assertThat(ask("alias.example", RecordType.CNAME)).isInstanceOf(Answer.Found.class);
    assertThat(zones.lookup(Hostname.of("alias.example"), 64)).isInstanceOf(Answer.Alias.class);
  }

  @Test
  void unknown_type_is_no_data_where_the_name_is_and_no_name_elsewhere() {
    assertThat(zones.lookup(Hostname.of("host1.example"), 65)).isInstanceOf(Answer.NoData.class);
    assertThat(zones.lookup(Hostname.of("a.host1.example"), 65))
        .isInstanceOf(Answer.NxDomain.class);
  }

  @Test
  void empty_zone_denies_all_but_its_apex() {
    Zones empty = Zones.none().with(Zone.empty(APEX, new Serial(1), ABOUT));
    assertThat(empty.lookup(APEX, 1)).isInstanceOf(Answer.NoData.class);
    assertThat(empty.lookup(Hostname.of("a.example"), 1)).isInstanceOf(Answer.NxDomain.class);
  }

  @Test
  void longest_apex_decides_and_outside_is_refused() {
    Zone inner = Zone.empty(Hostname.of("inner.example"), new Serial(1), ABOUT);
    Zones both = zones.with(inner);
    assertThat(both.lookup(Hostname.of("a.inner.example"), 16))
        .isEqualTo(new Answer.NxDomain(inner));
    assertThat(both.lookup(Hostname.of("a.other.example"), 16)).isInstanceOf(Answer.Found.class);
    assertThat(both.lookup(Hostname.of("myexample"), 16)).isInstanceOf(Answer.Refused.class);
    assertThat(both.lookup(Hostname.of("example.org"), 16)).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void negative_answers_are_not_remembered_longer_than_addresses() {
    assertThat(zone.negativeSoa().ttl()).isEqualTo(60);
    assertThat(zone.soa().ttl()).isEqualTo(3600);
  }

  @Test
  void serial_of_a_zone_goes_on_when_it_comes_back() {
    Zones gone = zones.without(APEX);
    assertThat(gone.lookup(APEX, 6)).isInstanceOf(Answer.Refused.class);
    Zone back = gone.withNew(APEX, ABOUT).zone(APEX).orElseThrow();
    assertThat(back.serial().isAfter(zone.serial())).isTrue();
    assertThat(back.size()).isZero();
  }
}
