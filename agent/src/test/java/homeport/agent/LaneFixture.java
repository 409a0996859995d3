package homeport.agent;

import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.pace.Policy;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Key;
import homeport.agent.plan.Round;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.transport.DnsReply;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Verifier;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lane in a fake world, and one round of it. */
abstract class LaneFixture {
  static final Account ALICE = new Account("dyndns", "alice");
  static final Target HOME = new Target(ALICE, "home.example.org");
  static final Key HOME_A = new Key(HOME, AddressFamily.IPV4);

  @TempDir Path folder;
  final FakeWorld world = new FakeWorld();
  final FakeNetwork network =
      new FakeNetwork().has("wan1", "198.51.100.10").has("wan2", "192.0.2.10");
  final FakeProvider provider = new FakeProvider();
  final List<String> said = new ArrayList<>();
  List<Hostname> verified = List.of(Hostname.of("home.example.org"));
  Hostname forgotten = Hostname.of("none.example.org");
  Runnable whenDnsIsAsked = () -> {};
  Optional<String> dnsSays = Optional.empty();
  Policy policy = new Policy(Duration.ZERO, Optional.of(Duration.ofDays(28)));
  Set<AddressRange> allowed = Set.of(AddressRange.DOCUMENTATION);
  AddressMode mode = new AddressMode.Outgoing();
  Journal journal;
  Checks checks;
  Sight sight;
  Lane lane;

  @BeforeEach
  void start() throws AlreadyRunning {
    journal = Journal.open(folder, world::now);
    sight = new Sight(network, world);
    var log =
        new Log() {
          @Override
          public void say(String line) {
            said.add(line);
          }

          @Override
          public void warn(String line) {
            said.add("warning: " + line);
          }
        };
    var verifier = new Verifier((question, _) -> dnsReply(question.name()), List::of);
    checks = new Checks(verifier, journal, world, log);
    var name =
        new Name(
            HOME_A,
            FakeNetwork.question(mode),
            allowed,
            policy,
            new Name.Check.Ask(verified, List.of(NameServer.at(IpAddress.of("192.0.2.53"), 53))));
    sight.ask(Set.of(name.question()));
    lane =
        new Lane(
            ALICE,
            Lane.Setup.of(List.of(name), _ -> "settings", provider),
            new Lane.Shared(sight, checks, journal, world, log));
  }

  void restart() throws AlreadyRunning {
    journal.close();
    start();
  }

  @AfterEach
  void stop() {
    journal.close();
  }

  DnsReply dnsReply(Hostname asked) {
    whenDnsIsAsked.run();
    return (asked.equals(forgotten) ? Optional.of("192.0.2.99") : dnsSays)
        .map(
            address ->
                (DnsReply)
                    new DnsReply.Answer(List.of(IpAddress.of(address)), List.of(), List.of(), true))
        .orElse(new DnsReply.Failed(false, "no route"));
  }

  Round round() {
    return round(Trigger.NETWORK);
  }

  Round round(Trigger trigger) {
    sight.look();
    return lane.run(trigger, Set.of(), false);
  }
}
