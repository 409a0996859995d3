package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.plan.Published;
import homeport.agent.plan.Round;
import homeport.agent.plan.Withheld;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Pick;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two machines share an address; only the one that has it publishes. */
class StandbyTest extends LaneFixture {
  private static final IpAddress SHARED = IpAddress.of("198.51.100.5");

  private void pair(OnlyWhen when) {
    Name plain = lane.setup().names().get(HOME_A);
    var question =
        new Question(
            new AddressMode.Outgoing(),
            new Pick.Active(),
            AddressFamily.IPV4,
            AddressRules.DEFAULT,
            Optional.of(when));
    var name = new Name(HOME_A, question, plain.allowed(), plain.policy(), plain.check());
    sight.ask(Set.of(question));
    lane.take(Lane.Setup.of(List.of(name), _ -> "settings", provider));
  }

  private void takeOver() {
    network.has("vrrp", SHARED.toString());
  }

  private void giveUp() {
    network.lacks("vrrp");
  }

  @Test
  void a_standby_machine_publishes_nothing_and_says_why() {
    pair(new OnlyWhen.Ours(SHARED));
    Round round = round();
    assertThat(provider.requests).isEmpty();
    assertThat(round.plan().withheld())
        .extracting(Withheld::reason, Withheld::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Withheld.Reason.STANDBY, "198.51.100.5 is not an address of this machine now"));
  }

  @Test
  void taking_over_publishes_at_once() {
    pair(new OnlyWhen.Ours(SHARED));
    var _ = round();
    takeOver();
    assertThat(round().outcomes()).hasSize(1);
  }

  @Test
  void what_this_machine_remembers_is_not_believed_after_the_other_one_was_on_duty() {
    pair(new OnlyWhen.Ours(SHARED));
    takeOver();
    var _ = round();
    assertThat(provider.requests).hasSize(1);

    giveUp();
    var _ = round();
    dnsSays = Optional.of("192.0.2.77"); // The other machine published its own address.
    takeOver();
    assertThat(round().outcomes()).as("memory and address agree, DNS does not").hasSize(1);
  }

  @Test
  void an_old_state_is_not_believed_at_the_start() throws Exception {
    pair(new OnlyWhen.Ours(SHARED));
    takeOver();
    var _ = round();
    restart();
    pair(new OnlyWhen.Ours(SHARED));
    dnsSays = Optional.of("192.0.2.77");
    assertThat(round().outcomes()).hasSize(1);
  }

  @Test
  void what_dns_already_says_is_not_sent_again() {
    pair(new OnlyWhen.Ours(SHARED));
    dnsSays = Optional.of("198.51.100.10");
    takeOver();
    assertThat(round().outcomes()).isEmpty();
    assertThat(journal.memory().published(HOME_A)).isInstanceOf(Published.Known.class);
  }

  @Test
  void a_program_that_did_not_answer_yet_means_standby_and_its_word_is_heard() {
    var command = new OnlyWhen.Command(List.of("/usr/local/bin/am-i-master"));
    pair(command);
    assertThat(round().outcomes()).isEmpty();
    assertThat(sight.duty(command, Optional.of("status 1")).changed()).hasSize(1);
    assertThat(round().outcomes()).isEmpty();
    assertThat(sight.duty(command, Optional.empty()).changed()).isNotEmpty();
    assertThat(round().outcomes()).hasSize(1);
    assertThat(sight.duty(command, Optional.empty())).isEqualTo(Sight.Difference.NONE);
  }
}
