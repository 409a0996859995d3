package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.SimulatedAgent.Wiring;
import homeport.agent.journal.Moment;
import homeport.agent.net.Hint;
import homeport.agent.net.Network;
import homeport.agent.plan.Change;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.agent.provider.Batch;
import homeport.agent.provider.Provider;
import homeport.agent.sim.Simulation;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Via;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.InterfaceState;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.RouteAnswer;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A bug for each rule that concerns the agent, planted in something that it is wired with. A
 * simulator that does not find them finds nothing.
 */
class PlantedBugsTest {
  private static final double PATIENCE_YEARS = 10;

  /** Lives with several uplinks, and with somebody outside who is asked. */
  private static final long UPLINKS = 3;

  private static final long OUTSIDE = 13;

  private static void isFound(int rule, UnaryOperator<Wiring> bug) {
    isFound(rule, 1, bug);
  }

  private static void isFound(int rule, long seed, UnaryOperator<Wiring> bug) {
    Simulation.Result result =
        Simulation.find(SimulatedAgent.maker(bug), seed, PATIENCE_YEARS, System.out::println);

    assertThat(result.rule()).as(result::describe).isEqualTo(rule);
  }

  /** The agent with other providers: each is given what stands between it and the lane. */
  private static UnaryOperator<Wiring> providers(UnaryOperator<Provider> bug) {
    return wiring -> wiring.speakingBy((_, real) -> bug.apply(real));
  }

  /** A provider with everything as it is. */
  private abstract static class Between implements Provider {
    final Provider real;

    Between(Provider real) {
      this.real = real;
    }

    @Override
    public Optional<String> unsupported(Change change) {
      return real.unsupported(change);
    }

    @Override
    public List<Batch> batches(List<Change> changes) {
      return real.batches(changes);
    }

    @Override
    public String describe(Batch batch) {
      return real.describe(batch);
    }

    @Override
    public Map<Change, Outcome> send(Batch batch, Via via) {
      var outcomes = new LinkedHashMap<Change, Outcome>();
      real.send(batch, via).forEach((change, outcome) -> outcomes.put(change, read(outcome)));
      return outcomes;
    }

    Outcome read(Outcome outcome) {
      return outcome;
    }
  }

  @Test
  void rule_1_a_blank_is_published_when_the_kernel_does_not_tell() {
    isFound(1, wiring -> wiring.with(new Blank(wiring.network())));
  }

  @Test
  void a_life_that_fails_is_told_as_a_story_of_a_few_lines() {
    Simulation.Result result =
        Simulation.run(
            SimulatedAgent.maker(wiring -> wiring.with(new Blank(wiring.network()))),
            1,
            PATIENCE_YEARS,
            System.out::println);

    assertThat(result.rule()).isEqualTo(1);
    assertThat(result.describe())
        .contains("replay: ./homeport simulate --seed 1", "KernelSilent[now=true]");
    assertThat(result.describe().lines().filter(line -> line.startsWith("  day ")))
        .hasSizeLessThan(4);
  }

  /** Makes an address up when it cannot read its own. */
  private record Blank(Network real) implements Network {
    @Override
    public NetworkState read() {
      try {
        return real.read();
      } catch (IOException e) {
        var none =
            new InterfaceAddress(
                IpAddress.of("192.0.2.0"),
                24,
                InterfaceAddress.Scope.GLOBAL,
                Set.of(),
                InterfaceAddress.FOREVER);
        return new NetworkState(
            List.of(
                new InterfaceState("wan1", 2, "", true, true, false, List.of(none)),
                new InterfaceState("wan2", 3, "", true, true, false, List.of(none))));
      }
    }

    @Override
    public Hint await(Duration timeout) throws IOException {
      return real.await(timeout);
    }

    @Override
    public void wake() {
      real.wake();
    }

    @Override
    public String describe() {
      return real.describe();
    }

    @Override
    public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
      return real.towards(destination, source);
    }

    @Override
    public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
      return real.towardsBy(destination, interfaceName);
    }

    @Override
    public List<DefaultRoute> defaults() {
      return real.defaults();
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void rule_2_an_answer_without_meaning_counts_as_success() {
    isFound(
        2,
        providers(
            real ->
                new Between(real) {
                  @Override
                  Outcome read(Outcome outcome) {
                    return outcome instanceof Outcome.Deferred(_, var why, _, var said)
                            && why != Trouble.NETWORK
                        ? new Outcome.Applied(true, Optional.empty(), said)
                        : outcome;
                  }
                }));
  }

  @Test
  void rule_3_one_provider_is_spoken_to_at_a_time() {
    isFound(
        3,
        wiring -> {
          var queue = new OneAtATime(wiring.world());
          return providers(real -> queue.before(real)).apply(wiring);
        });
  }

  /** Whoever wants to send waits until nobody else does. */
  private static final class OneAtATime {
    private final World world;
    private boolean taken;

    OneAtATime(World world) {
      this.world = world;
    }

    Provider before(Provider real) {
      return new Between(real) {
        @Override
        public Map<Change, Outcome> send(Batch batch, Via via) {
          while (taken) {
            boolean _ = world.signal().await(world.now().steady().plusSeconds(1));
          }
          taken = true;
          try {
            return super.send(batch, via);
          } finally {
            taken = false;
          }
        }
      };
    }
  }

  @Test
  void rule_1_the_first_voice_is_believed() {
    isFound(
        1,
        OUTSIDE,
        wiring -> {
          var parts = wiring.parts();
          return wiring.with(
              new Agent.Parts(
                  parts.provider(),
                  config -> List.of(new FirstVoice(parts.sources().apply(config))),
                  parts.prober(),
                  parts.whyNotOnDuty(),
                  parts.version()));
        });
  }

  /** All sources as one: what one of them says counts, and another one is asked each time. */
  private static final class FirstVoice implements AddressSource {
    private final List<AddressSource> all;
    private int turn;

    FirstVoice(List<AddressSource> all) {
      this.all = all;
    }

    @Override
    public Kind kind() {
      return Kind.HTTPS;
    }

    @Override
    public String name() {
      return "whoever speaks first";
    }

    @Override
    public boolean canSay(AddressFamily family) {
      return family == AddressFamily.IPV4;
    }

    @Override
    public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
      return all.get(turn++ % all.size()).observe(family, via, gateway);
    }
  }

  @Test
  void rule_4_a_line_that_is_silent_counts_as_alive() {
    isFound(
        4,
        UPLINKS,
        wiring -> {
          var parts = wiring.parts();
          return wiring.with(
              new Agent.Parts(
                  parts.provider(),
                  parts.sources(),
                  methods -> {
                    Prober real = parts.prober().apply(methods);
                    return (uplink, host, timeout) -> {
                      Probe _ = real.probe(uplink, host, timeout);
                      return new Probe.Answered(timeout);
                    };
                  },
                  parts.whyNotOnDuty(),
                  parts.version()));
        });
  }

  @Test
  void rule_4_mail_is_not_heard_for_ten_minutes() {
    isFound(4, wiring -> wiring.with(new HardOfHearing(wiring.world())));
  }

  /** Every wait of less than a day goes on to its end, or ten minutes at least. */
  private record HardOfHearing(World real) implements World {
    @Override
    public Moment now() {
      return real.now();
    }

    @Override
    public RandomGenerator random() {
      return real.random();
    }

    @Override
    public void start(String name, Runnable task) {
      real.start(name, task);
    }

    @Override
    public void dedicate(String name, Runnable task) {
      real.dedicate(name, task);
    }

    @Override
    public Signal signal() {
      Signal signal = real.signal();
      return new Signal() {
        @Override
        public void raise() {
          signal.raise();
        }

        @Override
        public boolean await(Instant until) {
          Instant deaf = now().steady().plus(Duration.ofMinutes(10));
          boolean raised = signal.await(until);
          if (raised && until.isAfter(deaf)) {
            boolean _ = real.signal().await(deaf);
          }
          return raised;
        }
      };
    }
  }

  @Test
  void rule_5_a_refusal_is_taken_for_trouble_that_passes() {
    isFound(
        5,
        providers(
            real ->
                new Between(real) {
                  @Override
                  Outcome read(Outcome outcome) {
                    return outcome instanceof Outcome.Refused(_, var scope, var said)
                        ? new Outcome.Deferred(Optional.empty(), Trouble.NETWORK, scope, said)
                        : outcome;
                  }
                }));
  }

  @Test
  void rule_6_what_is_accepted_is_not_believed() {
    isFound(
        6,
        providers(
            real ->
                new Between(real) {
                  @Override
                  Outcome read(Outcome outcome) {
                    return outcome instanceof Outcome.Applied(_, _, var said)
                        ? new Outcome.Deferred(
                            Optional.empty(), Trouble.SERVER_FAULT, Scope.HOST, said)
                        : outcome;
                  }
                }));
  }

  @Test
  void rule_7_the_name_above_is_updated_along_with_each_name() {
    isFound(
        7,
        providers(
            real ->
                new Between(real) {
                  @Override
                  public Map<Change, Outcome> send(Batch batch, Via via) {
                    var more = new ArrayList<>(batch.changes());
                    Change.Put first = batch.changes().getFirst();
                    Target apex = new Target(first.key().target().account(), "example.org");
                    Key key = new Key(apex, first.key().family());
                    more.add(new Change.Put(key, first.addresses(), Change.Cause.CHANGED));
                    var outcomes = super.send(new Batch(more), via);
                    outcomes.keySet().removeIf(change -> change.key().target().equals(apex));
                    return outcomes;
                  }
                }));
  }

  @Test
  void rule_9_the_password_is_told_with_a_failure() {
    isFound(
        9,
        wiring ->
            wiring.speakingBy(
                (host, real) ->
                    new Between(real) {
                      @Override
                      Outcome read(Outcome outcome) {
                        return outcome instanceof Outcome.Refused(var why, var scope, var said)
                            ? new Outcome.Refused(
                                why, scope, said + " for " + host.password().value())
                            : outcome;
                      }
                    }));
  }

  @Test
  void rule_10_waits_are_read_from_the_wall_clock() {
    isFound(10, wiring -> wiring.with(new ByWallClock(wiring.world())));
  }

  /** What is called the steady clock is the wall clock. */
  private record ByWallClock(World real) implements World {
    @Override
    public Moment now() {
      var now = real.now();
      return new Moment(now.wall(), now.wall());
    }

    @Override
    public RandomGenerator random() {
      return real.random();
    }

    @Override
    public void start(String name, Runnable task) {
      real.start(name, task);
    }

    @Override
    public void dedicate(String name, Runnable task) {
      real.dedicate(name, task);
    }

    @Override
    public Signal signal() {
      Signal signal = real.signal();
      return new Signal() {
        @Override
        public void raise() {
          signal.raise();
        }

        @Override
        public boolean await(Instant until) {
          Duration left = Duration.between(now().wall(), until);
          return signal.await(real.now().steady().plus(left));
        }
      };
    }
  }
}
