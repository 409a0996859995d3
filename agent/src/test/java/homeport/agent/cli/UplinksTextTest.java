package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UplinksTextTest {
  @Test
  void uplink_is_told_with_its_interface_its_origin_and_the_state_of_each_family() {
    var up =
        Map.of(
            "family", "ipv4", "address", "192.0.2.1", "state", "up", "why", "up", "active", true);
    var down = Map.of("family", "ipv6", "state", "down", "why", "no carrier");
    var uplink =
        Map.of(
            "name",
            "primary",
            "interface",
            "wan1",
            "found",
            "named in the configuration",
            "ways",
            List.of(up, down));
    assertThat(UplinksText.of(Map.of("uplinks", List.of(uplink))))
        .containsExactly(
            "",
            "uplink      primary  on wan1  named in the configuration",
            "            IPv4 192.0.2.1: up, active",
            "            IPv6: down (no carrier)");
    assertThat(UplinksText.of(Map.of())).isEmpty();
  }
}
