package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.pace.Policy;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Round;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.agent.plan.Trigger;
import homeport.agent.transport.DnsReply;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Verifier;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two months of a firewall's life in a moment: one seed, chance everywhere, a crash at any step.
 */
class LaneSimulationTest {
  private static final Key HOME =
      new Key(new Target(new Account("dyndns", "alice"), "home.example.org"), AddressFamily.IPV4);
  private static final Duration REFRESH = Duration.ofDays(28);

  @TempDir Path folder;

  /** The record at the provider, and every way in which an update can go wrong. */
  private static final class Provider {
    private final FakeWorld world;
    private final FakeProvider fake = new FakeProvider().answering(this::answer);
    private String mode = "good";
    private IpAddress record = IpAddress.of("0.0.0.1");
    private Instant statedUntil = Instant.EPOCH;
    private Instant lastSuccess = Instant.EPOCH;
    private boolean loose;

    Provider(FakeWorld world) {
      this.world = world;
    }

    Outcome answer(Change change) {
      var put = (Change.Put) change;
      Instant now = world.now().steady();
      assertThat(now).as("a wait that the provider stated is kept").isAfterOrEqualTo(statedUntil);
      IpAddress sent = put.addresses().getFirst();
      return switch (mode) {
        case "good" -> {
          boolean due = Duration.between(lastSuccess, now).compareTo(REFRESH.minusDays(1)) >= 0;
          assertThat(!sent.equals(record) || due || loose)
              .as("an unchanged address is sent only to refresh, or when nobody could know")
              .isTrue();
          boolean changed = !sent.equals(record);
          record = sent;
          lastSuccess = now;
          loose = false;
          yield new Outcome.Applied(changed, Optional.empty(), "good");
        }
        case "lost" -> {
          record = sent;
          yield new Outcome.Unconfirmed("connection lost");
        }
        case "fault" -> {
          statedUntil = now.plus(Duration.ofMinutes(30));
          yield deferred(Optional.of(Duration.ofMinutes(30)), Trouble.SERVER_FAULT);
        }
        case "busy" -> deferred(Optional.empty(), Trouble.SERVER_FAULT);
        case "away" -> deferred(Optional.empty(), Trouble.NETWORK);
        default -> throw new IllegalStateException(mode);
      };
    }

    private static Outcome deferred(Optional<Duration> after, Trouble why) {
      return new Outcome.Deferred(after, why, Scope.PROVIDER, "no");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatever_happens_the_name_ends_at_the_newest_address(long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    var world = new FakeWorld();
    var network = new FakeNetwork().has("wan1", "192.0.2.10").has("wan2", "192.0.2.20");
    var provider = new Provider(world);
    var life = new Life(world, network, provider, folder);
    String outgoing = "wan1";
    for (int day = 0; day < 60; day++) {
      for (int step = random.nextInt(6); step > 0; step--) {
        provider.mode =
            List.of("good", "good", "good", "lost", "fault", "busy", "away").get(random.nextInt(7));
        switch (random.nextInt(5)) {
          case 0, 1 -> outgoing = outgoing.equals("wan1") ? "wan2" : "wan1";
          case 2 -> network.broken(random.nextBoolean());
          case 3 -> life.crash();
          default -> network.has("wan1", "192.0.2." + random.nextInt(1, 20));
        }
        network.leavesBy(outgoing);
        life.pass(Duration.ofSeconds(random.nextInt(1, 4000)), Trigger.NETWORK);
      }
      provider.mode = "good";
      network.broken(false);
      life.pass(Duration.ofHours(2), Trigger.NETWORK);

      assertThat(provider.record)
          .as("day %s of seed %s", day, seed)
          .isEqualTo(network.address(outgoing));
      life.pass(Duration.ofHours(20), Trigger.TIMER);
    }
    life.end();
  }

  /** The agent's process: rounds as they are due, and crashes. */
  private static final class Life {
    private final FakeWorld world;
    private final FakeNetwork network;
    private final Provider provider;
    private final Path folder;
    private int lives;
    private Journal journal;
    private Sight sight;
    private Lane lane;

    Life(FakeWorld world, FakeNetwork network, Provider provider, Path folder)
        throws AlreadyRunning {
      this.world = world;
      this.network = network;
      this.provider = provider;
      this.folder = folder;
      start();
    }

    private void start() throws AlreadyRunning {
      journal =
          Journal.open(folder.resolve("life" + lives), world::now, Journal.Durability.WRITTEN);
      sight = new Sight(network, world);
      var log =
          new Log() {
            @Override
            public void say(String line) {}

            @Override
            public void warn(String line) {
              throw new AssertionError(line);
            }
          };
      var verifier =
          new Verifier(
              (_, _) -> new DnsReply.Answer(List.of(provider.record), List.of(), List.of(), true),
              List::of);
      var policy = new Policy(Duration.ofMinutes(5), Optional.of(REFRESH));
      var name =
          new Name(
              HOME,
              FakeNetwork.question(new AddressMode.Outgoing()),
              Set.of(AddressRange.DOCUMENTATION),
              policy,
              new Name.Check.Ask(
                  List.of(Hostname.of("home.example.org")),
                  List.of(NameServer.at(IpAddress.of("192.0.2.53"), 53))));
      sight.ask(Set.of(name.question()));
      lane =
          new Lane(
              HOME.target().account(),
              Lane.Setup.of(List.of(name), _ -> "", provider.fake),
              new Lane.Shared(
                  sight, new Checks(verifier, journal, world, log), journal, world, log));
    }

    /** kill -9: what was written is there, and nobody wrote a summary. */
    void crash() throws AlreadyRunning, IOException {
      Path old = folder.resolve("life" + lives);
      Path next = Files.createDirectories(folder.resolve("life" + (lives + 1)));
      try (var files = Files.list(old)) {
        for (Path file : files.toList()) {
          Files.copy(file, next.resolve(file.getFileName()));
        }
      }
      end();
      lives++;
      start();
    }

    void pass(Duration time, Trigger trigger) {
      Instant end = world.now().steady().plus(time);
      Trigger why = trigger;
      while (world.now().steady().isBefore(end)) {
        sight.look();
        Round round = lane.run(why, Set.of(), false);
        world.runTasks();
        assertThat(round.next()).as("no round in a loop").isAfter(round(world, round));
        Instant next = round.next().isBefore(end) ? round.next() : end;
        Duration left = Duration.between(world.now().steady(), next);
        world.advance(left.isPositive() ? left : Duration.ofMillis(1));
        why = Trigger.TIMER;
      }
    }

    private static Instant round(FakeWorld world, Round round) {
      return world.now().steady().minus(Duration.between(round.at(), world.now().wall()));
    }

    void end() {
      journal.close();
    }
  }
}
