package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.Health;
import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.Uplink;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.Uplinks;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusOfUplinksTest {
  private static FoundUplink uplink(String name, String address) {
    var way = new Way.Open(new Uplink(name, IpAddress.of(address), Optional.empty()));
    var cut = new Way.Cut(name + " has no IPv6 address");
    return new FoundUplink(
        name,
        name,
        Map.of(AddressFamily.IPV4, way, AddressFamily.IPV6, cut),
        List.of(),
        "found by its default route");
  }

  private static Uplinks uplinks(UplinkRules.Mode mode) {
    var rules = new UplinkRules(mode, List.of(), UplinkRules.Prefer.ROUTE, ProbeRules.DEFAULT);
    FoundUplink first = uplink("wan1", "198.51.100.10");
    FoundUplink second = uplink("wan2", "192.0.2.10");
    var down = new Health(Health.State.DOWN, 0, Instant.EPOCH, 1, "no reply from 203.0.113.1");
    return new Uplinks(
        rules, List.of(first, second), Map.of(), Map.of(first.line(AddressFamily.IPV4), down));
  }

  @Test
  void log_says_which_uplinks_were_found_and_why() {
    assertThat(StatusOfUplinks.found(uplinks(UplinkRules.Mode.FAILOVER)))
        .contains("uplinks: wan1 (found by its default route), wan2 (found by its default route)");
    assertThat(StatusOfUplinks.found(uplinks(UplinkRules.Mode.SINGLE))).isEmpty();
  }

  @Test
  void each_family_of_an_uplink_is_up_or_down_and_says_why() {
    var rows = StatusOfUplinks.uplinks(uplinks(UplinkRules.Mode.FAILOVER));
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().toString())
        .contains("address=198.51.100.10, state=down, why=down: no reply from 203.0.113.1")
        .contains("state=down, why=wan1 has no IPv6 address, active=false");
    assertThat(rows.getLast().toString())
        .contains("address=192.0.2.10, state=up")
        .contains("active=true");
  }
}
