package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import homeport.agent.pace.Policy;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Published;
import homeport.agent.plan.Round;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.plan.Visible;
import homeport.agent.plan.Withheld;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What befalls a lane between its rounds, and what name servers say of them. */
class LaneLifeTest extends LaneFixture {

  @Test
  void not_knowing_changes_nothing_and_is_told_once() {
    round();
    network.broken(true);
    Round blind = round();
    round();

    assertThat(provider.requests).hasSize(1);
    assertThat(blind.plan().withheld())
        .extracting(Withheld::reason)
        .containsExactly(Withheld.Reason.UNKNOWN_ADDRESS);
    assertThat(said).filteredOn(line -> line.contains("the address is not known")).hasSize(1);
    assertThat(journal.memory().published(HOME_A)).isInstanceOf(Published.Known.class);
  }

  @Test
  void a_fault_of_ours_costs_a_round_and_never_the_lane() {
    sight.look();
    provider.meanwhile(
        () -> {
          provider.meanwhile(lane.inbox()::close);
          throw new IllegalStateException("sesame");
        });

    assertTimeoutPreemptively(Duration.ofSeconds(20), lane::live);

    assertThat(provider.requests).hasSize(2);
    assertThat(lane.busy()).isFalse();
    assertThat(said)
        .anyMatch(
            line -> line.contains("please report it: IllegalStateException at LaneLifeTest.java"))
        .noneMatch(line -> line.contains("sesame"));
  }

  @Test
  void what_a_person_asked_for_and_has_to_wait_is_sent_when_the_wait_ends() throws Exception {
    policy = new Policy(Duration.ofMinutes(5), Optional.empty());
    restart();
    for (String uplink : List.of("wan1", "wan2", "wan1")) {
      network.leavesBy(uplink);
      round();
    }
    lane.inbox().put(Trigger.ASKED, Set.of(HOME));
    provider.meanwhile(lane.inbox()::close);

    assertTimeoutPreemptively(Duration.ofSeconds(20), lane::live);

    assertThat(provider.requests).hasSize(4);
  }

  @Test
  void with_dns_dead_forty_doubtful_names_do_not_wait_for_each_other() throws Exception {
    Lane.Setup one = lane.setup();
    Name home = one.names().get(HOME_A);
    List<Name> forty =
        IntStream.range(0, 40)
            .mapToObj(i -> new Key(new Target(ALICE, "h" + i + ".example.org"), AddressFamily.IPV4))
            .map(key -> new Name(key, home.question(), allowed, home.policy(), home.check()))
            .toList();
    lane.take(Lane.Setup.of(forty, _ -> "", provider));
    provider.answering(new Outcome.Unconfirmed("connection lost"));
    Round lost = round();
    world.advance(Duration.between(world.now().steady(), lost.next()).plusSeconds(60));
    whenDnsIsAsked = () -> world.advance(Duration.ofSeconds(1));
    Instant begun = world.now().steady();
    round(Trigger.TIMER);

    assertThat(provider.requests).hasSize(2);
    assertThat(Duration.between(begun, world.now().steady())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void a_retired_lane_sends_nothing_more() {
    lane.inbox().close();
    round();

    assertThat(provider.requests).isEmpty();
  }

  @Test
  void what_is_old_already_when_it_could_be_sent_is_not_sent() {
    lane.inbox().put(Trigger.NETWORK);
    round();

    assertThat(provider.requests).isEmpty();
  }

  @Test
  void after_memory_was_lost_the_keep_alive_comes_before_the_provider_forgets() throws Exception {
    round();
    journal.close();
    Files.writeString(folder.resolve("state.json"), "{");
    Files.delete(folder.resolve("journal.jsonl"));
    dnsSays = Optional.of("198.51.100.10");
    start();
    round(Trigger.STARTED);
    assertThat(provider.requests).hasSize(1);

    world.advance(Duration.ofDays(7));
    round(Trigger.TIMER);

    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void the_new_answer_of_every_name_server_is_told_with_its_time() {
    round();
    dnsSays = Optional.of("198.51.100.10");
    world.runTasks();

    assertThat(checks.visible(HOME_A)).containsInstanceOf(Visible.Everywhere.class);
    assertThat(said.getLast()).contains("is visible at 192.0.2.53 after");
  }

  @Test
  void a_name_server_that_cannot_be_reached_is_not_one_with_the_old_answer() {
    round();
    world.runTasks();

    assertThat(checks.visible(HOME_A)).containsInstanceOf(Visible.NotVerifiable.class);
  }

  @Test
  void a_name_server_with_the_old_answer_is_named() {
    dnsSays = Optional.of("192.0.2.99");
    round();
    world.runTasks();

    assertThat(checks.visible(HOME_A).orElseThrow())
        .isInstanceOfSatisfying(
            Visible.NotYet.class,
            notYet -> assertThat(notYet.behind()).containsExactly("192.0.2.53"));
  }

  @Test
  void of_several_names_the_one_that_is_behind_counts() throws Exception {
    forgotten = Hostname.of("a.example.org");
    verified = List.of(forgotten, Hostname.of("b.example.org"));
    restart();
    dnsSays = Optional.of("198.51.100.10");
    round();
    world.runTasks();

    assertThat(checks.visible(HOME_A)).containsInstanceOf(Visible.NotYet.class);
  }

  @Test
  void a_password_corrected_during_a_refused_request_is_tried_and_not_blocked() {
    provider.answering(new Outcome.Refused(Refusal.CREDENTIALS, Scope.ACCOUNT, "badauth"));
    Lane.Setup old = lane.setup();
    provider.meanwhile(
        () -> lane.take(new Lane.Setup(old.names(), old.policies(), _ -> "corrected", provider)));
    round();
    provider.answering(FakeProvider.GOOD);
    round(Trigger.RELOADED);

    assertThat(provider.requests).hasSize(2);
    assertThat(journal.memory().standing(new Subject.OfAccount(ALICE)).block()).isEmpty();
  }
}
