package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.pace.Subject;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Published;
import homeport.agent.plan.Round;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Withheld;
import homeport.agent.transport.Via;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneTest extends LaneFixture {

  @Test
  void the_first_round_publishes_the_address_of_the_outgoing_interface() {
    round(Trigger.STARTED);

    assertThat(provider.lastSent()).isEqualTo("[198.51.100.10]");
    assertThat(provider.vias.getLast())
        .isEqualTo(new Via.By("wan1", List.of(IpAddress.of("198.51.100.10")), false));
  }

  @Test
  void an_unchanged_address_is_not_sent_again() {
    round();
    for (int i = 0; i < 100; i++) {
      world.advance(Duration.ofHours(1));
      round();
    }
    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void a_switch_of_the_default_route_is_a_change_although_no_address_changed() {
    round();
    network.leavesBy("wan2");
    round();

    assertThat(provider.lastSent()).isEqualTo("[192.0.2.10]");
  }

  @Test
  void an_address_of_a_special_range_is_not_published_unless_allowed_by_name() throws Exception {
    allowed = Set.of();
    restart();

    assertThat(round().plan().withheld())
        .extracting(Withheld::reason)
        .containsExactly(Withheld.Reason.SPECIAL_RANGE);
    assertThat(provider.requests).isEmpty();
  }

  @Test
  void a_failed_update_is_never_remembered_as_a_success() {
    provider.answering(
        new Outcome.Deferred(Optional.empty(), Trouble.SERVER_FAULT, Scope.HOST, "500"));
    Round failed = round();
    assertThat(journal.memory().published(HOME_A)).isEqualTo(new Published.Absent());

    provider.answering(FakeProvider.GOOD);
    world.advance(Duration.between(world.now().steady(), failed.next()));
    round(Trigger.TIMER);

    assertThat(provider.requests).hasSize(2);
    assertThat(journal.memory().published(HOME_A)).isInstanceOf(Published.Known.class);
  }

  @Test
  void what_failed_is_tried_again_at_once_when_another_name_of_the_account_got_through() {
    Key other = new Key(new Target(ALICE, "mail.example.org"), HOME_A.family());
    Name name = lane.setup().names().get(HOME_A);
    Question elsewhere = FakeNetwork.question(new AddressMode.Interface("wan2"));
    var second = new Name(other, elsewhere, name.allowed(), name.policy(), name.check());
    sight.ask(Set.of(name.question(), elsewhere));
    lane.take(Lane.Setup.of(List.of(name, second), _ -> "settings", provider));
    var unreached =
        new Outcome.Deferred(Optional.empty(), Trouble.NETWORK, Scope.ACCOUNT, "unreachable");
    provider.oneByOne().answering(c -> c.key().equals(HOME_A) ? unreached : FakeProvider.GOOD);

    Round round = round();

    assertThat(round.outcomes()).hasSize(2);
    assertThat(round.next()).isEqualTo(world.now().steady());
    provider.answering(FakeProvider.GOOD);
    round(Trigger.TIMER);
    assertThat(journal.memory().published(HOME_A)).isInstanceOf(Published.Known.class);
  }

  @Test
  void a_round_with_a_wait_asks_to_be_woken_at_its_end() {
    provider.answering(
        new Outcome.Deferred(
            Optional.of(Duration.ofMinutes(3)), Trouble.SERVER_FAULT, Scope.PROVIDER, "911"));

    Round round = round();

    assertThat(round.next()).isEqualTo(world.now().steady().plus(Duration.ofMinutes(3)));
  }

  @Test
  void the_newest_address_is_sent_the_moment_a_stated_wait_ends() {
    provider.answering(
        new Outcome.Deferred(
            Optional.of(Duration.ofMinutes(30)), Trouble.SERVER_FAULT, Scope.PROVIDER, "911"));
    round();
    provider.answering(FakeProvider.GOOD);
    network.leavesBy("wan2");
    world.advance(Duration.ofMinutes(10));
    Round waiting = round();
    assertThat(provider.requests).hasSize(1);

    world.advance(Duration.between(world.now().steady(), waiting.next()));
    while (provider.requests.size() == 1) {
      Round next = round(Trigger.TIMER);
      world.advance(Duration.between(world.now().steady(), next.next()));
    }

    assertThat(provider.lastSent()).isEqualTo("[192.0.2.10]");
    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void a_change_during_an_update_in_flight_is_sent_right_after_it() {
    provider.meanwhile(
        () -> {
          network.leavesBy("wan2");
          sight.look();
          lane.inbox().put(Trigger.NETWORK);
        });
    round();
    assertThat(lane.inbox().hasMail()).isTrue();
    lane.run(lane.inbox().take(world.now().steady()).trigger(), Set.of(), false);

    assertThat(provider.lastSent()).isEqualTo("[192.0.2.10]");
    assertThat(journal.memory().published(HOME_A))
        .isInstanceOfSatisfying(
            Published.Known.class,
            known -> assertThat(known.addresses()).containsExactly(IpAddress.of("192.0.2.10")));
  }

  @Test
  void a_refusal_stops_the_host_until_somebody_acts_also_after_a_restart() throws Exception {
    provider.answering(new Outcome.Refused(Refusal.HOST_NOT_FOUND, Scope.HOST, "nohost"));
    round();
    provider.answering(FakeProvider.GOOD);
    restart();
    network.leavesBy("wan2");
    Round blocked = round();

    assertThat(provider.requests).hasSize(1);
    assertThat(blocked.plan().withheld())
        .extracting(Withheld::reason)
        .containsExactly(Withheld.Reason.BLOCKED);
    assertThat(said).anyMatch(line -> line.contains("create the hostname at the provider"));
  }

  @Test
  void after_a_crash_between_sent_and_stored_dns_is_asked_and_nothing_sent_twice()
      throws Exception {
    round();
    network.leavesBy("wan2");
    // The update of wan2 was sent and worked, but the process died before it was stored.
    restart();
    dnsSays = Optional.of("192.0.2.10");
    round(Trigger.STARTED);

    assertThat(provider.requests).hasSize(1);
    assertThat(journal.memory().published(HOME_A))
        .isInstanceOfSatisfying(
            Published.Known.class, known -> assertThat(known.how()).isEqualTo(Published.How.SEEN));
  }

  /** The process dies while the request is under way: what the answer was, nobody stored. */
  private void dieInFlight() {
    provider.meanwhile(
        () -> {
          throw new Killed();
        });
    assertThatThrownBy(this::round).isInstanceOf(Killed.class);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void the_very_first_update_is_looked_for_too_after_a_crash_in_flight() throws Exception {
    dieInFlight();
    restart();
    dnsSays = Optional.of("198.51.100.10");
    round(Trigger.STARTED);

    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void an_update_in_flight_at_a_crash_is_undone_when_the_old_address_is_back() throws Exception {
    round();
    network.leavesBy("wan2");
    dieInFlight();
    network.leavesBy("wan1");
    restart();
    dnsSays = Optional.of("192.0.2.10"); // wan2's: the update had worked
    round(Trigger.STARTED);

    assertThat(provider.requests).hasSize(3);
    assertThat(provider.lastSent()).isEqualTo("[198.51.100.10]");
  }

  @Test
  void a_failed_update_leaves_the_belief_as_it_was_also_after_a_restart() throws Exception {
    round();
    provider.answering(
        new Outcome.Deferred(Optional.empty(), Trouble.SERVER_FAULT, Scope.HOST, "500"));
    network.leavesBy("wan2");
    round();
    restart();

    assertThat(journal.memory().published(HOME_A))
        .isInstanceOfSatisfying(
            Published.Known.class,
            known -> assertThat(known.addresses()).containsExactly(IpAddress.of("198.51.100.10")));
  }

  @Test
  void when_dns_says_otherwise_after_a_restart_the_update_goes_out() throws Exception {
    round();
    restart();
    dnsSays = Optional.of("198.51.100.10");
    network.leavesBy("wan2");
    round(Trigger.STARTED);

    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void an_answer_that_never_came_is_looked_for_before_it_is_repeated() {
    provider.answering(new Outcome.Unconfirmed("connection lost"));
    Round lost = round();
    dnsSays = Optional.of("198.51.100.10");
    world.advance(Duration.between(world.now().steady(), lost.next()));
    round(Trigger.TIMER);

    assertThat(provider.requests).hasSize(1);
    assertThat(journal.memory().published(HOME_A)).isInstanceOf(Published.Known.class);
  }

  @Test
  void a_refresh_is_sent_when_it_is_due_and_once() {
    round();
    world.advance(Duration.ofDays(28));
    round(Trigger.TIMER);
    round(Trigger.TIMER);

    assertThat(provider.requests).hasSize(2);
    assertThat(provider.requests.getLast())
        .allMatch(
            change -> change instanceof Change.Put put && put.cause() == Change.Cause.REFRESH);
  }

  @Test
  void a_person_can_have_it_sent_now() {
    round();
    lane.run(Trigger.ASKED, Set.of(HOME), false);

    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void a_dry_round_sends_and_remembers_nothing() {
    sight.look();
    Round dry = lane.run(Trigger.ASKED, Set.of(), true);

    assertThat(dry.plan().changes()).hasSize(1);
    assertThat(provider.requests).isEmpty();
    assertThat(journal.memory().beliefs()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void what_was_forgiven_is_sent_again() {
    provider.answering(new Outcome.Refused(Refusal.CREDENTIALS, Scope.ACCOUNT, "badauth"));
    round();
    var account = new Subject.OfAccount(ALICE);
    journal.append(
        new homeport.agent.journal.Entry(
            "unblocked",
            "",
            Map.of(),
            Map.of(),
            Map.of(account, journal.memory().standing(account).forgiven())));
    provider.answering(FakeProvider.GOOD);
    round(Trigger.ASKED);

    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void no_round_ever_sends_the_same_change_twice_in_one_request() {
    round();
    assertThat(new HashSet<>(provider.requests.getFirst())).hasSize(1);
  }
}
