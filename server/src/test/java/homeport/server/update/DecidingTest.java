package homeport.server.update;

import static homeport.server.ledger.World.ALICE;
import static homeport.server.ledger.World.APEX;
import static homeport.server.ledger.World.BOB;
import static homeport.server.ledger.World.NOW;
import static homeport.server.ledger.World.credential;
import static homeport.server.ledger.World.update;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import homeport.server.account.Credential;
import homeport.server.account.Directory;
import homeport.server.account.Edit;
import homeport.server.account.Group;
import homeport.server.account.Holding;
import homeport.server.ledger.World;
import homeport.server.policy.Repeats;
import homeport.server.zone.RecordData;
import homeport.server.zone.Zones;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecidingTest {
  private final Draft draft = new Draft(new State(Zones.none(), Directory.empty()));
  private final Repeats repeats = new Repeats(2);

  DecidingTest() {
    World.populate(draft);
  }

  private Decision decide(Credential who, String hostname, String... addresses) {
    return Deciding.decide(draft, update(who, hostname, addresses), repeats).getFirst();
  }

  private List<String> addresses(String name, RecordType type) {
    RecordData data =
        draft.zones().zone(APEX).orElseThrow().records(Hostname.of(name).sortKey(), type);
    return data == null ? List.of() : data.data().stream().map(Object::toString).toList();
  }

  private static Denial why(Decision decision) {
    return ((Decision.Denied) decision).why();
  }

  private static List<String> moved(Decision decision) {
    return ((Decision.Changed) decision)
        .changes().names().stream().map(Hostname::toString).toList();
  }

  @Test
  void new_address_changes_and_the_same_again_does_not() {
    assertThat(moved(decide(credential(ALICE), "home.example.net", "192.0.2.1")))
        .containsExactly("home.example.net");
    assertThat(addresses("home.example.net", RecordType.A)).containsExactly("192.0.2.1");
    assertThat(decide(credential(ALICE), "home.example.net", "192.0.2.1"))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  void update_without_hostname_moves_nothing() {
    assertThat(why(decide(credential(ALICE), "", "192.0.2.1"))).isEqualTo(Denial.NOT_A_HOSTNAME);
    assertThat(draft.changes()).isEmpty();
  }

  @Test
  void update_without_address_takes_the_connections_own() {
    decide(credential(ALICE), "home.example.net");
    assertThat(addresses("home.example.net", RecordType.A)).containsExactly("198.51.100.7");
  }

  @Test
  void each_family_stays_when_only_the_other_is_updated() {
    decide(credential(ALICE), "home.example.net", "192.0.2.1");
    decide(credential(ALICE), "home.example.net", "2001:db8::1");
    decide(credential(ALICE), "*.example.net", "192.0.2.2");
    assertThat(addresses("home.example.net", RecordType.A)).containsExactly("192.0.2.2");
    assertThat(addresses("home.example.net", RecordType.AAAA)).containsExactly("2001:db8::1");
  }

  @Test
  void wildcard_moves_the_group_and_neither_static_names_nor_branch_offices_nor_others() {
    assertThat(moved(decide(credential(ALICE), "*.example.net", "192.0.2.1")))
        .containsExactly("home.example.net", "nas.example.net");
    for (String name : List.of("branch", "printer", "other")) {
      assertThat(addresses(name + ".example.net", RecordType.A)).as(name).isEmpty();
    }
  }

  @Test
  void wildcard_moves_a_wildcard_record_and_deeper_names_but_not_the_name_itself() {
    World.name(draft, "*.home.example.net", ALICE);
    World.name(draft, "a.b.home.example.net", ALICE);
    World.name(draft, "home-2.example.net", ALICE);
    assertThat(moved(decide(credential(ALICE), "*.home.example.net", "192.0.2.1")))
        .containsExactly("*.home.example.net", "a.b.home.example.net");
  }

  @Test
  void wildcard_stays_within_the_credentials_limits() {
    Credential limited = credential(ALICE, "nas.example.net");
    draft.edit(new Edit.PutCredential(limited));
    assertThat(moved(decide(limited, "*.example.net", "192.0.2.1")))
        .containsExactly("nas.example.net");
    assertThat(why(decide(limited, "home.example.net", "192.0.2.1")))
        .isEqualTo(Denial.NOT_PERMITTED);
  }

  @Test
  void wildcard_without_a_match_is_no_such_name() {
    assertThat(why(decide(credential(ALICE), "*.nas.example.net", "192.0.2.1")))
        .isEqualTo(Denial.NO_SUCH_NAME);
    assertThat(why(decide(credential(ALICE), "*.example.org", "192.0.2.1")))
        .isEqualTo(Denial.NO_SUCH_NAME);
  }

  @Test
  void somebody_elses_name_and_nobodys_name_are_denied_alike() {
    Decision others = decide(credential(ALICE), "other.example.net", "192.0.2.1");
    Decision nobodys = decide(credential(ALICE), "nothing.example.net", "192.0.2.1");
    assertThat(why(others)).isEqualTo(why(nobodys)).isEqualTo(Denial.NO_SUCH_NAME);
  }

  @Test
  void static_name_is_not_moved_even_when_asked_by_name() {
    assertThat(why(decide(credential(ALICE), "printer.example.net", "192.0.2.1")))
        .isEqualTo(Denial.STATIC);
  }

  @Test
  void credential_that_was_removed_while_the_update_waited_is_denied() {
    Credential who = credential(ALICE);
    draft.edit(new Edit.DropCredential(who.user()));
    assertThat(why(decide(who, "home.example.net", "192.0.2.1"))).isEqualTo(Denial.CREDENTIAL_GONE);
  }

  @Test
  void credential_for_one_family_never_moves_the_other() {
    Credential v6 =
        new Credential(
            "hp-v6",
            World.credential(ALICE).secret(),
            ALICE,
            Set.of(AddressFamily.IPV6),
            List.of());
    draft.edit(new Edit.PutCredential(v6));
    assertThat(why(decide(v6, "home.example.net", "192.0.2.1")))
        .isEqualTo(Denial.FAMILY_NOT_PERMITTED);
    decide(v6, "home.example.net", "192.0.2.1", "2001:db8::1");
    assertThat(addresses("home.example.net", RecordType.A)).isEmpty();
    assertThat(addresses("home.example.net", RecordType.AAAA)).containsExactly("2001:db8::1");
  }

  @Test
  void offline_takes_the_addresses_and_keeps_the_name() {
    decide(credential(ALICE), "home.example.net", "192.0.2.1", "2001:db8::1");
    var offline =
        new Update(
            credential(ALICE),
            List.of(Asked.parse("home.example.net")),
            new Wanted.Offline(),
            new Origin(IpAddress.of("198.51.100.7"), "dyndns2", "", NOW));
    assertThat(Deciding.decide(draft, offline, repeats).getFirst())
        .isInstanceOf(Decision.Changed.class);
    assertThat(addresses("home.example.net", RecordType.A)).isEmpty();
    assertThat(draft.directory().holding(Hostname.of("home.example.net"))).isPresent();
  }

  @Test
  void addresses_that_no_host_can_have_are_denied() {
    for (String address : List.of("0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1")) {
      assertThat(why(decide(credential(ALICE), "home.example.net", address)))
          .as(address)
          .isEqualTo(Denial.UNUSABLE_ADDRESS);
    }
  }

  @Test
  void too_many_updates_without_change_are_abuse_and_a_real_change_is_still_taken() {
    Credential who = credential(ALICE);
    decide(who, "home.example.net", "192.0.2.1");
    repeats.note(who.user(), "home.example.net", NOW);
    repeats.note(who.user(), "home.example.net", NOW);
    assertThat(why(decide(who, "home.example.net", "192.0.2.1"))).isEqualTo(Denial.ABUSE);
    assertThat(decide(who, "home.example.net", "192.0.2.2")).isInstanceOf(Decision.Changed.class);
  }

  @Test
  void one_bad_hostname_does_not_spoil_the_others() {
    List<Decision> decisions =
        Deciding.decide(
            draft,
            update(credential(ALICE), "home,home.example.net,other.example.net", "192.0.2.1"),
            repeats);
    assertThat(decisions).hasSize(3);
    assertThat(why(decisions.get(0))).isEqualTo(Denial.NOT_A_HOSTNAME);
    assertThat(decisions.get(1)).isInstanceOf(Decision.Changed.class);
    assertThat(why(decisions.get(2))).isEqualTo(Denial.NO_SUCH_NAME);
  }

  /** FAILURES 37, as a law: whatever names there are, only those of the group move. */
  @Property(tries = 200)
  void wildcard_moves_exactly_the_groups_names_below_it(
      @ForAll @Size(max = 30) List<@IntRange(max = 999) Integer> seeds,
      @ForAll @IntRange(max = 2) int depth) {
    var fresh = new Draft(new State(Zones.none(), Directory.empty()));
    World.populate(fresh);
    Group[] groups = {ALICE, World.BRANCH, BOB};
    String[] labels = {"a", "b", "a.b", "b.a", "a-b", "*.a", "c.a.b"};
    for (int seed : seeds) {
      fresh.edit(
          new Edit.PutName(
              Hostname.of(labels[seed % labels.length] + ".example.net"),
              new Holding(groups[seed / 7 % 3], seed / 21 % 4 == 0)));
    }
    String pattern = List.of("*.example.net", "*.a.example.net", "*.b.example.net").get(depth);
    Hostname above = Hostname.of(pattern).parent();
    List<String> expected =
        fresh.directory().namesBelow(APEX).stream()
            .map(Hostname::ofSortKey)
            .filter(name -> name.isBelow(above))
            .filter(
                name ->
                    fresh.directory().holding(name).orElseThrow().equals(new Holding(ALICE, false)))
            .map(Hostname::toString)
            .toList();
    Decision decision =
        Deciding.decide(fresh, update(credential(ALICE), pattern, "192.0.2.1"), repeats).getFirst();
    if (expected.isEmpty()) {
      assertThat(why(decision)).isEqualTo(Denial.NO_SUCH_NAME);
    } else {
      assertThat(moved(decision)).isEqualTo(expected);
    }
  }
}
