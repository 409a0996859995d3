package homeport.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.agent.uplink.UplinkRules.Prefer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UplinksTest {
  private static final AddressFamily V4 = AddressFamily.IPV4;

  private final Map<Line, Health> healths = new HashMap<>();
  private Mode mode = Mode.FAILOVER;
  private Prefer prefer = Prefer.ROUTE;
  private String carrying = "wan1";
  private FoundUplink first = open("wan1", "198.51.100.10");
  private FoundUplink second = open("wan2", "192.0.2.10");

  private static FoundUplink open(String name, String address) {
    return found(name, new Way.Open(new Uplink(name, IpAddress.of(address), Optional.empty())));
  }

  private static FoundUplink found(String name, Way way) {
    return new FoundUplink(name, name, Map.of(V4, way), List.of(), "");
  }

  private void is(String name, Health.State state) {
    healths.put(new Line(name, V4), new Health(state, 0, Instant.EPOCH, 1, "no answer"));
  }

  private Uplinks uplinks() {
    var rules = new UplinkRules(mode, List.of(), prefer, ProbeRules.DEFAULT);
    return new Uplinks(rules, List.of(first, second), Map.of(V4, carrying), healths);
  }

  private Optional<String> active() {
    return uplinks().active(V4).map(FoundUplink::name);
  }

  private List<String> picked(Pick pick) {
    return uplinks().picked(pick, V4).stream().map(FoundUplink::name).toList();
  }

  @Test
  void the_uplink_of_the_default_route_is_active_while_it_is_up() {
    assertThat(active()).hasValue("wan1");
    carrying = "wan2";
    assertThat(active()).hasValue("wan2");
  }

  @Test
  void a_dead_isp_behind_a_live_link_makes_the_next_one_active() {
    is("wan1", Health.State.DOWN);
    assertThat(active()).hasValue("wan2");
  }

  @Test
  void an_uplink_that_just_came_back_waits_while_another_is_up() {
    is("wan1", Health.State.HELD);
    assertThat(active()).hasValue("wan2");
    is("wan2", Health.State.DOWN);
    assertThat(active()).hasValue("wan1");
  }

  @Test
  void with_none_up_the_default_route_is_believed_and_nothing_withdrawn() {
    is("wan1", Health.State.DOWN);
    is("wan2", Health.State.DOWN);
    assertThat(active()).hasValue("wan1");
    assertThat(picked(new Pick.Every())).containsExactly("wan1", "wan2");
  }

  @Test
  void by_order_the_first_that_is_up_is_active_wherever_the_route_leads() {
    prefer = Prefer.ORDER;
    carrying = "wan2";
    assertThat(active()).hasValue("wan1");
  }

  @Test
  void a_default_route_by_a_tunnel_leaves_the_choice_to_the_order() {
    carrying = "wg0";
    assertThat(active()).hasValue("wan1");
  }

  @Test
  void load_balancing_publishes_every_one_that_is_up() {
    mode = Mode.LOAD_BALANCING;
    carrying = "wan2";
    assertThat(picked(new Pick.Every())).containsExactly("wan1", "wan2");
    assertThat(active()).hasValue("wan1");
    is("wan1", Health.State.DOWN);
    assertThat(picked(new Pick.Every())).containsExactly("wan2");
  }

  @Test
  void a_chosen_uplink_is_published_dead_or_alive() {
    is("wan2", Health.State.DOWN);
    assertThat(picked(new Pick.Named("wan2"))).containsExactly("wan2");
  }

  @Test
  void a_cut_uplink_is_never_chosen_and_the_one_left_is_not_probed() {
    first = found("wan1", new Way.Cut("wan1 has no carrier"));
    is("wan2", Health.State.DOWN); // from before, when it was probed
    assertThat(active()).hasValue("wan2");
    assertThat(uplinks().areProbed(V4)).isFalse();
    second = found("wan2", new Way.Cut("wan2 has no IPv4 address"));
    assertThat(active()).isEmpty();
    assertThat(uplinks().whyNone(V4)).isEqualTo("wan1 has no carrier; wan2 has no IPv4 address");
  }
}
