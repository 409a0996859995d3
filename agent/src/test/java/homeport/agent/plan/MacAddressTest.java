package homeport.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

  /** The first is the example of RFC 4291, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "34:56:78:9a:bc:de, ::3656:78ff:fe9a:bcde",
    "00:00:5e:00:53:01, ::200:5eff:fe00:5301",
    "52:54:00:12:34:56, ::5054:ff:fe12:3456",
    "fe:ff:ff:ff:ff:ff, ::fcff:ffff:feff:ffff",
    "02:00:00:00:00:01, ::ff:fe00:1",
  })
  void the_interface_identifier_has_the_maker_bit_turned_over(String mac, String host) {
    long identifier = MacAddress.parse(mac).orElseThrow().interfaceIdentifier();
    assertThat(new IpAddress(AddressFamily.IPV6, 0, identifier)).isEqualTo(IpAddress.of(host));
  }

  @Test
  void it_is_read_in_both_ways_of_writing_and_written_in_one() {
    assertThat(MacAddress.parse("52-54-00-AB-CD-EF").orElseThrow())
        .isEqualTo(MacAddress.parse("52:54:00:ab:cd:ef").orElseThrow())
        .hasToString("52:54:00:ab:cd:ef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "52:54:00:12:34",
        "52:54:00:12:34:56:78",
        "52:54:00:12:34-56",
        "5254.0012.3456",
        "52:54:0:12:34:56",
        "g2:54:00:12:34:56",
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "33:33:00:00:00:01",
      })
  void what_is_not_the_address_of_one_machine_is_none(String text) {
    assertThat(MacAddress.parse(text)).isEmpty();
  }
}
