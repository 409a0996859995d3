package homeport.dns.dyndns2;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UpdateQueryTest {

  @Test
  void hostnames_and_both_addresses_are_read() {
    UpdateQuery query =
        UpdateQuery.parse("hostname=a.example.org,%2A.example.org&myip=192.0.2.1,2001:db8::1");
    assertThat(query.hostnames()).containsExactly("a.example.org", "*.example.org");
    assertThat(query.myip())
        .isEqualTo(
            new Addresses.Given(List.of(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::1"))));
    assertThat(query.myipv6()).isEqualTo(new Addresses.Absent());
    assertThat(query.offline()).isEmpty();
  }

  @Test
  void absent_empty_and_malformed_addresses_are_three_things() {
    assertThat(UpdateQuery.parse("hostname=a").myip()).isEqualTo(new Addresses.Absent());
    assertThat(UpdateQuery.parse("hostname=a&myip=").myip()).isEqualTo(new Addresses.Empty());
    assertThat(UpdateQuery.parse("hostname=a&myip").myip()).isEqualTo(new Addresses.Empty());
    assertThat(UpdateQuery.parse("myip=192.0.2.1,").myip()).isEqualTo(new Addresses.Malformed(""));
    assertThat(UpdateQuery.parse("myip=192.0.2.01").myip())
        .isEqualTo(new Addresses.Malformed("192.0.2.01"));
    assertThat(UpdateQuery.parse("myipv6=fe80::1%25eth0").myipv6())
        .isEqualTo(new Addresses.Malformed("fe80::1%eth0"));
  }

  @Test
  void no_hostname_is_an_empty_list() {
    assertThat(UpdateQuery.parse("").hostnames()).isEmpty();
    assertThat(UpdateQuery.parse("hostname=").hostnames()).isEmpty();
    assertThat(UpdateQuery.parse("hostname=,%20,").hostnames()).isEmpty();
  }

  @Test
  void offline_and_the_historic_parameters_are_kept_apart() {
    UpdateQuery query = UpdateQuery.parse("hostname=a&offline=YES&system=dyndns&wildcard=NOCHG");
    assertThat(query.offline()).contains(true);
    assertThat(UpdateQuery.parse("offline=NO").offline()).contains(false);
    assertThat(UpdateQuery.parse("offline=NOCHG").offline()).isEmpty();
    assertThat(query.others()).containsOnlyKeys("system", "wildcard");
  }

  @Test
  void a_parameter_that_comes_twice_is_one_list() {
    UpdateQuery query = UpdateQuery.parse("hostname=a&hostname=b&myip=192.0.2.1&myip=2001:db8::1");
    assertThat(query.hostnames()).containsExactly("a", "b");
    assertThat(query.myip()).isInstanceOf(Addresses.Given.class);
  }

  @Property
  void what_is_encoded_is_decoded(@ForAll String value) {
    // Lone surrogates have no UTF-8 form.
    String text =
        value
            .codePoints()
            .filter(c -> !(c >= 0xd800 && c <= 0xdfff))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(Percent.decode(Percent.encode(text))).isEqualTo(text);
    assertThat(Percent.encode(text)).matches("[A-Za-z0-9._~*:%-]*");
  }

  @Property
  void no_query_breaks_the_parser(@ForAll String raw) {
    assertThat(UpdateQuery.parse(raw).hostnames()).doesNotContain("");
    assertThat(UpdateQuery.parse("hostname=" + raw).hostnames()).doesNotContain("");
  }
}
