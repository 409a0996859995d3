package homeport.agent;

import homeport.agent.catalog.Catalog;
import homeport.agent.config.Config;
import homeport.agent.config.ConfigReader;
import homeport.agent.config.Host;
import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.journal.Memory;
import homeport.agent.net.Network;
import homeport.agent.plan.Target;
import homeport.agent.provider.DescribedProvider;
import homeport.agent.provider.Login;
import homeport.agent.provider.Provider;
import homeport.agent.sim.Machine;
import homeport.agent.sim.Program;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Http;
import homeport.agent.verify.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The whole agent, put together as in {@link homeport.agent.Program}, in a simulated machine. */
final class SimulatedAgent implements Program {
  private static final String VERSION = "1";
  private static final ConfigReader READER = new ConfigReader(new Catalog(), _ -> null);

  private final Agent agent;
  private final Journal journal;
  private final Map<String, Config> readings;

  /** Everything that the agent gets from outside; what a planted bug may replace. */
  record Wiring(
      World world,
      Network network,
      Http http,
      Verifier verifier,
      Journal journal,
      Log log,
      Agent.Parts parts) {

    Wiring with(World other) {
      return new Wiring(other, network, http, verifier, journal, log, parts);
    }

    Wiring with(Network other) {
      return new Wiring(world, other, http, verifier, journal, log, parts);
    }

    Wiring with(Agent.Parts other) {
      return new Wiring(world, network, http, verifier, journal, log, other);
    }

    /** With something between the lanes and their providers. */
    Wiring speakingBy(BiFunction<Host, Provider, Provider> bug) {
      var others =
          new Agent.Parts(
              (config, host) -> bug.apply(host, parts.provider().apply(config, host)),
              parts.sources(),
              parts.prober(),
              parts.whyNotOnDuty(),
              parts.version());
      return new Wiring(world, network, http, verifier, journal, log, others);
    }
  }

  private SimulatedAgent(Agent agent, Journal journal, Map<String, Config> readings) {
    this.agent = agent;
    this.journal = journal;
    this.readings = readings;
  }

  /** As {@link Machine} starts it: the shipped program, with nothing planted. */
  static Program.Maker maker() {
    return maker(UnaryOperator.identity());
  }

  static Program.Maker maker(UnaryOperator<Wiring> planted) {
    var readings = new HashMap<String, Config>();
    return (machine, seed) -> start(machine, seed, planted, readings);
  }

  private static SimulatedAgent start(
      Machine machine, long seed, UnaryOperator<Wiring> planted, Map<String, Config> readings) {
    RandomGenerator random = new SplittableRandom(seed);
    var world = new SimulatedWorld(machine, random);
    Network network = machine.network();
    Http http = machine.http();
    List<AddressSource> sources = machine.sources();
    var parts =
        new Agent.Parts(
            (next, host) ->
                new DescribedProvider(
                    host.provider(),
                    new Login(host.account().user(), host.password()),
                    new homeport.agent.provider.Program(
                        "Homeport", "homeport-agent", VERSION, "Linux-6", "admin@company.example"),
                    host.ca(),
                    http,
                    () -> machine.moment().wall()),
            _ -> sources,
            _ -> machine.prober(),
            _ -> Optional.empty(),
            VERSION);
    var log =
        new Log() {
          @Override
          public void say(String line) {
            machine.said(line);
          }

          @Override
          public void warn(String line) {
            machine.said("warning: " + line);
          }
        };
    try {
      Journal journal =
          Journal.open(machine.folder(), machine::moment, random, Journal.Durability.FORCED);
      Wiring wiring =
          planted.apply(
              new Wiring(
                  world,
                  network,
                  http,
                  new Verifier(machine.dns(), List::of),
                  journal,
                  log,
                  parts));
      var agent =
          new Agent(
              read(readings, machine.configuration()),
              wiring.world(),
              wiring.network(),
              wiring.http(),
              wiring.verifier(),
              wiring.journal(),
              wiring.log(),
              wiring.parts());
      agent.begin();
      return new SimulatedAgent(agent, journal, readings);
    } catch (AlreadyRunning e) {
      throw new AssertionError(e);
    }
  }

  /** Read anew for each start and edit, as the program does; the same text is read once. */
  private static Config read(Map<String, Config> readings, String yaml) {
    return readings.computeIfAbsent(yaml, SimulatedAgent::read);
  }

  private static Config read(String yaml) {
    var loaded = READER.read("agent.yaml", yaml);
    if (!loaded.mistakes().isEmpty()) {
      throw new AssertionError(loaded.mistakes() + "\n" + yaml);
    }
    return loaded.config().orElseThrow();
  }

  @Override
  public void configure(String yaml) {
    agent.configure(read(readings, yaml));
  }

  @Override
  public void unblock(String name) {
    String _ = agent.unblock(targets(name));
  }

  @Override
  public void update(String name) {
    String _ = agent.update(targets(name));
  }

  private List<Target> targets(String name) {
    return agent.config().named(name);
  }

  @Override
  public Memory memory() {
    return journal.memory();
  }

  @Override
  public String status() {
    return agent.status().toString();
  }

  @Override
  public void close() {
    agent.close();
  }
}
