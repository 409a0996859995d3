package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Observation;
import homeport.agent.plan.Ruling;
import homeport.agent.source.AddressSource;
import homeport.agent.source.AddressSource.Kind;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulated: one task at a time, and time passes when somebody waits. */
class DetectingTest {
  private final FakeWorld world = new FakeWorld();
  private final FakeNetwork network = new FakeNetwork().has("wan1", "10.0.0.2");
  private final Sight sight = new Sight(network, world);
  private final List<String> said = new ArrayList<>();
  private final List<Sight.Difference> told = new ArrayList<>();
  private final FakeSource web = new FakeSource("web.example", Kind.HTTPS).says("9.9.9.9");
  private final FakeSource dns = new FakeSource("dns.example", Kind.DNS).says("9.9.9.9");
  private final FakeSource stun = new FakeSource("stun.example", Kind.STUN).says("9.9.9.9");
  private final List<AddressSource> sources = new ArrayList<>(List.of(web, dns, stun));
  private Set<AddressRange> allowed = Set.of();
  private final Question question = detected(AddressFamily.IPV4);
  private final Detecting detecting =
      new Detecting(
          sight,
          world,
          new Log() {
            @Override
            public void say(String line) {
              said.add(line);
            }

            @Override
            public void warn(String line) {
              said.add(line);
            }
          },
          () -> new Detecting.Panel(sources, allowed),
          told::add);

  private static Question detected(AddressFamily family) {
    return new Question(
        new AddressMode.Detected(),
        new Pick.Active(),
        family,
        AddressRules.DEFAULT,
        Optional.empty());
  }

  @BeforeEach
  void look() {
    sight.ask(Set.of(question));
    sight.look();
  }

  /** Lives for this time of the world's, then closes. */
  private void live(Duration time) {
    Instant end = world.now().steady().plus(time);
    for (FakeSource each : List.of(web, dns, stun)) {
      each.before(
          () -> {
            if (!world.now().steady().isBefore(end)) {
              detecting.close();
            }
          });
    }
    detecting.begin();
    world.runTasks();
  }

  private Observation seen() {
    return sight.see(question);
  }

  private int asked() {
    return web.asked + dns.asked + stun.asked;
  }

  private static Supplier<Heard> nothing(String why) {
    return () -> new Heard.Nothing(why);
  }

  @Test
  void agreement_is_seen_and_told_once() {
    live(Duration.ofMinutes(21));
    assertThat(seen())
        .isEqualTo(
            new Observation.Known(List.of(IpAddress.of("9.9.9.9")), "as the Internet sees it"));
    assertThat(told).hasSize(1);
    assertThat(said).isEmpty();
  }

  @Test
  void agreement_costs_two_questions_every_five_minutes() {
    live(Duration.ofMinutes(59));
    // The round that ends the test is the thirteenth.
    assertThat(asked()).isBetween(24, 26);
    assertThat(List.of(web.asked, dns.asked, stun.asked)).allMatch(n -> n > 5);
  }

  @Test
  void sources_that_contradict_each_other_are_not_asked_more_often() {
    web.says("8.8.8.8");
    dns.says("9.9.9.9");
    sources.remove(stun);
    live(Duration.ofHours(1));
    assertThat(web.asked).isLessThan(18);
    assertThat(seen()).isInstanceOf(Observation.Unknown.class);
    assertThat(said)
        .containsExactly(
            "the public address (IPv4 by wan1) is not certain: the address sources disagree:"
                + " 8.8.8.8 says web.example; 9.9.9.9 says dns.example");
  }

  @Test
  void a_dissenter_is_named_once_and_changes_nothing() {
    web.says("8.8.8.8");
    live(Duration.ofHours(1));
    assertThat(seen()).isInstanceOf(Observation.Known.class);
    assertThat(told).hasSize(1);
    assertThat(said)
        .containsExactly(
            "the public address (IPv4 by wan1) is 9.9.9.9, although not all say so:"
                + " web.example (https): 8.8.8.8");
    assertThat(detecting.votes(detecting.seen().getFirst().vantage()))
        .extracting(vote -> vote.by().name())
        .containsExactlyInAnyOrder("web.example", "dns.example", "stun.example");
  }

  @Test
  void a_lone_voice_is_believed_after_a_minute() {
    dns.does(() -> new Heard.Silent("refused"));
    stun.does(() -> new Heard.Silent("refused"));
    live(Duration.ofSeconds(70));
    assertThat(seen()).isInstanceOf(Observation.Known.class);
    assertThat(web.asked).isEqualTo(4); // at once, after 30 s, after a minute, and to end the test
  }

  @Test
  void once_waits_for_a_lone_voice() {
    dns.does(() -> new Heard.Silent("refused"));
    stun.does(() -> new Heard.Silent("refused"));
    detecting.all();
    assertThat(seen()).isInstanceOf(Observation.Known.class);
    assertThat(world.now().steady()).isEqualTo(Instant.EPOCH.plusSeconds(60));
  }

  @Test
  void once_does_not_wait_where_nothing_can_come_of_it() {
    web.does(nothing("a web page"));
    dns.does(nothing("a web page"));
    detecting.all();
    assertThat(seen()).isInstanceOf(Observation.Unknown.class);
    assertThat(world.now().steady()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void what_was_agreed_on_is_withdrawn_into_not_knowing_never_into_another_address() {
    detecting.all();
    for (FakeSource each : List.of(web, dns, stun)) {
      each.does(nothing("a web page"));
    }
    detecting.all();
    assertThat(seen()).isInstanceOf(Observation.Unknown.class);
  }

  @Test
  void from_a_new_vantage_nothing_is_known() {
    detecting.all();
    network.has("wan2", "10.1.0.2").leavesBy("wan2");
    sight.look();
    assertThat(seen()).isInstanceOf(Observation.Unknown.class);
    int before = asked();
    detecting.all();
    assertThat(seen()).isInstanceOf(Observation.Known.class);
    assertThat(asked()).isEqualTo(before + 2);
    assertThat(detecting.seen()).hasSize(1);
  }

  @Test
  void an_address_of_the_interface_that_the_internet_reaches_is_asked_of_nobody() {
    network.has("wan1", "9.9.9.10");
    sight.look();
    detecting.all();
    assertThat(asked()).isZero();
    assertThat(detecting.seen()).isEmpty();
  }

  @Test
  void a_carriers_address_is_never_known_and_asked_of_nobody() {
    network.has("wan1", "100.64.0.2");
    sight.look();
    detecting.all();
    assertThat(asked()).isZero();
    assertThat(seen())
        .isInstanceOfSatisfying(
            Observation.Unknown.class, u -> assertThat(u.why()).startsWith("CGNAT: "));

    allowed = Set.of(AddressRange.CGNAT);
    detecting.all();
    assertThat(seen()).isInstanceOf(Observation.Known.class);
  }

  @Test
  void a_router_behind_a_carriers_translation_is_believed_before_all_reflectors() {
    var router = new FakeSource("router", Kind.ROUTER);
    router.does(() -> new Heard.Behind(IpAddress.of("100.64.0.7"), AddressRange.CGNAT));
    sources.add(router);
    detecting.all();
    assertThat(seen())
        .isInstanceOfSatisfying(
            Observation.Unknown.class, u -> assertThat(u.why()).startsWith("CGNAT: "));
  }

  @Test
  void a_family_that_no_source_can_tell_is_not_known() {
    sources.clear();
    detecting.all();
    assertThat(seen())
        .isEqualTo(new Observation.Unknown("no address source of the configuration knows IPv4"));
  }

  @Test
  void a_change_needs_two_kinds_and_is_told_at_once() {
    detecting.all();
    web.says("8.8.8.8");
    detecting.all();
    detecting.all();
    assertThat(seen())
        .isInstanceOfSatisfying(
            Observation.Known.class,
            k -> assertThat(k.addresses()).containsExactly(IpAddress.of("9.9.9.9")));

    stun.says("8.8.8.8");
    dns.says("8.8.8.8");
    detecting.all();
    assertThat(told).hasSize(2);
    assertThat(seen())
        .isInstanceOfSatisfying(
            Observation.Known.class,
            k -> assertThat(k.addresses()).containsExactly(IpAddress.of("8.8.8.8")));
    assertThat(detecting.seen().getFirst().ruling()).isInstanceOf(Ruling.Agreed.class);
  }

  @Test
  void a_route_made_for_an_uplink_has_it_asked_again_at_once() {
    network.has("wan2", "10.1.0.2");
    sight.ask(
        Set.of(
            new Question(
                new AddressMode.Detected(),
                new Pick.Named("wan2"),
                AddressFamily.IPV4,
                AddressRules.DEFAULT,
                Optional.empty())));
    sight.look();
    Set<Vantage> before = sight.toDetect();
    assertThat(sight.look().elsewhere()).isFalse();

    network.leavesBy("wan2");

    assertThat(sight.look().elsewhere()).isTrue();
    assertThat(sight.toDetect()).isEqualTo(before);
  }
}
