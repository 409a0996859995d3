package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.journal.Journal;
import homeport.agent.pace.Policy;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.transport.DnsReply;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Verifier;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that is cut and given another address every 24 hours, for a year. */
class YearTest {
  private static final Key HOME =
      new Key(new Target(new Account("dyndns", "alice"), "home.example.org"), AddressFamily.IPV4);
  private static final Log QUIET =
      new Log() {
        @Override
        public void say(String line) {}

        @Override
        public void warn(String line) {
          throw new AssertionError(line);
        }
      };

  @TempDir Path folder;
  private final FakeWorld world = new FakeWorld();
  private final FakeNetwork network = new FakeNetwork().has("wan1", "198.51.100.1");
  private final FakeProvider provider = new FakeProvider();

  @Test
  void a_year_of_forced_reconnects_is_an_update_a_day_and_leaves_nothing_behind() throws Exception {
    var sight = new Sight(network, world);
    var verifier =
        new Verifier(
            (_, _) ->
                new DnsReply.Answer(List.of(network.address("wan1")), List.of(), List.of(), true),
            List::of);
    var name =
        new Name(
            HOME,
            FakeNetwork.question(new AddressMode.Outgoing()),
            Set.of(AddressRange.DOCUMENTATION),
            new Policy(Duration.ofMinutes(5), Optional.of(Duration.ofDays(28))),
            new Name.Check.Ask(
                List.of(Hostname.of("home.example.org")),
                List.of(NameServer.at(IpAddress.of("192.0.2.53"), 53))));
    sight.ask(Set.of(name.question()));
    try (Journal journal = Journal.open(folder, world::now, Journal.Durability.WRITTEN)) {
      var checks = new Checks(verifier, journal, world, QUIET);
      var lane =
          new Lane(
              HOME.target().account(),
              Lane.Setup.of(List.of(name), _ -> "", provider),
              new Lane.Shared(sight, checks, journal, world, QUIET));
      for (int day = 1; day <= 365; day++) {
        network.broken(true); // The line is cut: nothing is known for a moment.
        sight.look();
        var _ = lane.run(Trigger.NETWORK, Set.of(), false);
        network.broken(false).has("wan1", "198.51." + (100 + day / 250) + "." + (1 + day % 250));
        // Now and then the answer is lost on the way.
        Outcome lost = new Outcome.Unconfirmed("connection lost");
        provider.answering(day % 10 == 0 ? lost : FakeProvider.GOOD);
        sight.look();
        var _ = lane.run(Trigger.NETWORK, Set.of(), false);
        world.runTasks();
        world.advance(Duration.ofDays(1));
      }
      var _ = lane.run(Trigger.TIMER, Set.of(), false);
      world.runTasks();

      assertThat(provider.requests).hasSize(365);
      assertThat(checks.running()).isZero();
      assertThat(journal.memory().beliefs()).hasSize(1);
      assertThat(journal.memory().published(HOME).possible()).hasSize(1);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSizeLessThan(10);
    }
    assertThat(Files.size(folder.resolve("state.json"))).isLessThan(4_096);
  }
}
