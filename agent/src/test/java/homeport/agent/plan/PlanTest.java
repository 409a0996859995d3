package homeport.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Account ACCOUNT = new Account("dyndns", "alice");

  private static Key key(String name, AddressFamily family) {
    return new Key(new Target(ACCOUNT, name), family);
  }

  private static final Key HOME = key("home.example.org", AddressFamily.IPV4);

  private static Published known(String... addresses) {
    return new Published.Known(
        List.of(addresses).stream().map(IpAddress::of).toList(), NOON, Published.How.ACKNOWLEDGED);
  }

  private static Desired publish(Key key, String... addresses) {
    return new Desired.Publish(
        key, List.of(addresses).stream().map(IpAddress::of).toList(), "wan1");
  }

  /** What memory holds after each change of a plan was accepted. */
  private static Map<Key, Published> applied(Map<Key, Published> before, Plan plan) {
    var after = new HashMap<>(before);
    for (Change change : plan.changes()) {
      switch (change) {
        case Change.Put(var key, var addresses, _) ->
            after.put(key, new Published.Known(addresses, NOON, Published.How.ACKNOWLEDGED));
        case Change.Remove(var key) -> after.remove(key);
      }
    }
    return after;
  }

  @Property
  void after_a_plan_is_applied_the_next_plan_is_empty(
      @ForAll("beliefs") Map<Key, Published> published, @ForAll("wishes") List<Desired> desired) {
    Plan plan = Plan.between(published, desired, Set.of(), Set.of());

    Plan next = Plan.between(applied(published, plan), desired, Set.of(), Set.of());

    assertThat(next.changes()).isEmpty();
  }

  @Property
  void what_is_not_desired_is_never_touched(
      @ForAll("beliefs") Map<Key, Published> published, @ForAll("wishes") List<Desired> desired) {
    Plan plan = Plan.between(published, desired, published.keySet(), published.keySet());

    var wanted =
        desired.stream().filter(d -> d instanceof Desired.Publish).map(Desired::key).toList();
    assertThat(plan.changes()).extracting(Change::key).isSubsetOf(wanted).doesNotHaveDuplicates();
  }

  @Property
  void every_wish_is_answered_once(
      @ForAll("beliefs") Map<Key, Published> published, @ForAll("wishes") List<Desired> desired) {
    Plan plan = Plan.between(published, desired, Set.of(), Set.of());

    assertThat(plan.changes().size() + plan.withheld().size() + plan.unchanged().size())
        .isEqualTo(desired.size());
  }

  @Test
  void unknown_observation_keeps_published_records() {
    Desired desired =
        Desired.from(HOME, new Observation.Unknown("no route"), _ -> Optional.empty());

    Plan plan =
        Plan.between(Map.of(HOME, known("192.0.2.1")), List.of(desired), Set.of(), Set.of());

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.withheld())
        .containsExactly(new Withheld(HOME, Withheld.Reason.UNKNOWN_ADDRESS, "no route"));
  }

  @Test
  void knowing_that_there_is_no_address_removes_nothing_either() {
    Desired desired =
        Desired.from(HOME, new Observation.Known(List.of(), "wan1"), _ -> Optional.empty());

    assertThat(desired).isInstanceOf(Desired.Keep.class);
  }

  @Test
  void an_address_of_a_special_range_is_withheld_with_its_name() {
    Desired desired =
        Desired.from(
            HOME,
            new Observation.Known(List.of(IpAddress.of("10.0.0.1")), "wan1"),
            _ -> Optional.of("private"));

    assertThat(desired)
        .isEqualTo(
            new Desired.Keep(
                HOME,
                new Withheld(HOME, Withheld.Reason.SPECIAL_RANGE, "10.0.0.1 (private) on wan1")));
  }

  @Test
  void the_other_family_is_never_published_under_a_key() {
    Desired desired =
        Desired.from(
            HOME,
            new Observation.Known(
                List.of(IpAddress.of("2001:db8::1"), IpAddress.of("192.0.2.9")), "wan1"),
            _ -> Optional.empty());

    assertThat(desired).isEqualTo(publish(HOME, "192.0.2.9"));
  }

  @Test
  void the_order_of_addresses_is_no_change() {
    Plan plan =
        Plan.between(
            Map.of(HOME, known("192.0.2.1", "192.0.2.2")),
            List.of(publish(HOME, "192.0.2.2", "192.0.2.1")),
            Set.of(),
            Set.of());

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.unchanged()).containsExactly(HOME);
  }

  @Test
  void an_unchanged_address_is_sent_only_when_due_or_asked_for() {
    var published = Map.of(HOME, known("192.0.2.1"));
    List<Desired> desired = List.of(publish(HOME, "192.0.2.1"));

    assertThat(Plan.between(published, desired, Set.of(), Set.of()).isEmpty()).isTrue();
    assertThat(Plan.between(published, desired, Set.of(HOME), Set.of()).changes())
        .containsExactly(
            new Change.Put(HOME, List.of(IpAddress.of("192.0.2.1")), Change.Cause.REFRESH));
    assertThat(Plan.between(published, desired, Set.of(HOME), Set.of(HOME)).changes())
        .containsExactly(
            new Change.Put(HOME, List.of(IpAddress.of("192.0.2.1")), Change.Cause.ASKED));
  }

  @Provide
  Arbitrary<Key> keys() {
    return Combinators.combine(
            Arbitraries.of("a.example.org", "b.example.org", "*.example.org", "*1"),
            Arbitraries.of(AddressFamily.class))
        .as(PlanTest::key);
  }

  private Arbitrary<List<IpAddress>> addresses(AddressFamily family) {
    return Arbitraries.integers()
        .between(1, 4)
        .map(n -> IpAddress.of(family == AddressFamily.IPV4 ? "192.0.2." + n : "2001:db8::" + n))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Map<Key, Published>> beliefs() {
    return keys()
        .list()
        .uniqueElements()
        .ofMaxSize(8)
        .flatMap(
            keys ->
                Combinators.combine(keys.stream().map(this::belief).toList())
                    .as(
                        beliefs -> {
                          var map = new HashMap<Key, Published>();
                          for (int i = 0; i < keys.size(); i++) {
                            map.put(keys.get(i), beliefs.get(i));
                          }
                          return map;
                        }));
  }

  private Arbitrary<Published> belief(Key key) {
    return Arbitraries.oneOf(
        addresses(key.family())
            .map(list -> new Published.Known(list, NOON, Published.How.ACKNOWLEDGED)),
        Arbitraries.just(new Published.Unknown("crash", List.of())),
        Arbitraries.just(new Published.Absent()));
  }

  @Provide
  Arbitrary<List<Desired>> wishes() {
    return keys()
        .list()
        .uniqueElements()
        .ofMaxSize(8)
        .flatMap(keys -> Combinators.combine(keys.stream().map(this::wish).toList()).as(w -> w));
  }

  private Arbitrary<Desired> wish(Key key) {
    return Arbitraries.oneOf(
        addresses(key.family()).map(list -> new Desired.Publish(key, list, "wan1")),
        Arbitraries.just(
            new Desired.Keep(key, new Withheld(key, Withheld.Reason.UNKNOWN_ADDRESS, "no route"))));
  }
}
