package homeport.agent;

import homeport.agent.admin.ControlSocket;
import homeport.agent.admin.Request;
import homeport.agent.cli.Deeds;
import homeport.agent.config.Config;
import homeport.agent.config.ConfigFile;
import homeport.agent.config.ConfigReader;
import homeport.agent.config.Loaded;
import homeport.agent.config.Reload;
import homeport.agent.journal.AlreadyRunning;
import homeport.agent.journal.Journal;
import homeport.agent.net.Network;
import homeport.agent.net.Networks;
import homeport.agent.notify.Words;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Round;
import homeport.agent.plan.Target;
import homeport.agent.plan.Visible;
import homeport.agent.plan.Withheld;
import homeport.agent.provider.DescribedProvider;
import homeport.agent.provider.Login;
import homeport.agent.source.Subprocess;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.uplink.AddressRules;
import homeport.agent.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands need done: the agent is put together here, by hand, and let live. */
final class Program implements Deeds {
  private final ConfigReader reader;
  private final String version;
  private final Log log = new ProgramLog();

  Program(ConfigReader reader, String version) {
    this.reader = reader;
    this.version = version;
  }

  /** The one page of constructor calls. */
  private Agent assemble(Config config, RealWorld world, Journal journal) throws IOException {
    Networks.Opened opened = Networks.open(AddressRules.DEFAULT);
    Network network = opened.network();
    log.say("hearing the network by " + opened.how());
    Clock clock = Clock.systemUTC();
    Http http = Transports.http(network, clock);
    var verifier = new Verifier(Transports.dns(network), Verifier::systemResolvers);
    var means = means(network, http, world);
    var parts =
        new Agent.Parts(
            (next, host) ->
                new DescribedProvider(
                    host.provider(),
                    new Login(host.account().user(), host.password()),
                    homeport.agent.provider.Program.here(version, next.contact().orElse("")),
                    host.ca(),
                    http,
                    clock),
            next -> Sources.of(next, means),
            methods -> Transports.prober(network, methods),
            Program::whyNotOnDuty,
            version);
    return new Agent(config, world, network, http, verifier, journal, log, parts);
  }

  private Sources.Means means(Network network, Http http, RealWorld world) {
    return new Sources.Means(
        http,
        Transports.dns(network),
        Transports.datagrams(network),
        Transports.names(network),
        new SecureRandom(),
        () -> world.now().steady(),
        version);
  }

  private static Optional<String> whyNotOnDuty(List<String> command) {
    return switch (Subprocess.run(command, Map.of(), Duration.ofSeconds(10), 0)) {
      case Subprocess.End.Exited(var status, _) when status == 0 -> Optional.empty();
      case Subprocess.End.Exited(var status, _) ->
          Optional.of(command.getFirst() + " ended with status " + status);
      case Subprocess.End.Failed(var why) -> Optional.of(command.getFirst() + ": " + why);
    };
  }

  private static Journal remember(Config config, RealWorld world) throws AlreadyRunning {
    return Journal.open(config.state(), world::now);
  }

  @Override
  public int run(Path path) {
    var file = new ConfigFile(path, reader);
    if (!(file.reload() instanceof Reload.Taken taken)) {
      Loaded loaded = reader.read(path);
      loaded.mistakes().forEach(mistake -> log.warn(mistake.toString()));
      return 2;
    }
    tell(taken.loaded());
    var world = new RealWorld();
    var ending = new Ending(log);
    try (Agent agent = assemble(taken.config(), world, remember(taken.config(), world));
        var _ = ControlSocket.open(taken.config().control(), handlers(agent))) {
      log.say(
          "homeport-agent "
              + version
              + " keeps "
              + count(taken.config())
              + "; state in "
              + taken.config().state()
              + ", control socket "
              + taken.config().control());
      agent.begin();
      new Reloading(file, agent, world, log).until(ending);
      return 0;
    } catch (IOException | AlreadyRunning e) {
      log.warn(String.valueOf(e.getMessage()));
      return 1;
    } finally {
      ending.over();
    }
  }

  private void tell(Loaded loaded) {
    loaded.mistakes().forEach(mistake -> log.warn(mistake.toString()));
    loaded.warnings().forEach(warning -> log.warn(warning.toString()));
  }

  private static String count(Config config) {
    long names = config.hosts().stream().mapToLong(host -> host.names().size()).sum();
    return names == 1 ? "1 name" : names + " names";
  }

  private static Map<String, Request> handlers(Agent agent) {
    return Map.of(
        "status", _ -> agent.status(),
        "journal",
            arguments ->
                Map.of(
                    "lines",
                    Journal.last(
                        agent.config().state(), Request.number(arguments, "last", 20, 10_000))),
        "unblock",
            arguments -> {
              List<Target> targets = targets(agent, Request.text(arguments, "host"));
              return Map.of("text", agent.unblock(targets));
            },
        "update",
            arguments -> {
              List<Target> targets = targets(agent, Request.text(arguments, "host"));
              return Map.of("text", agent.update(targets));
            });
  }

  private static List<Target> targets(Agent agent, String host) throws Request.Refused {
    List<Target> targets = agent.config().named(host);
    if (targets.isEmpty()) {
      throw new Request.Refused(
          "\"" + host + "\" is not in the configuration; status lists the hostnames");
    }
    return targets;
  }

  // --- once and plan -----------------------------------------------------------------------------

  @Override
  public Answer once(Path path) {
    return oneRound(path, false);
  }

  @Override
  public Answer plan(Path path) {
    return oneRound(path, true);
  }

  private Answer oneRound(Path path, boolean dry) {
    Loaded loaded = reader.read(path);
    if (loaded.config().isEmpty()) {
      return failure(2, loaded.mistakes().stream().map(Object::toString).toList());
    }
    tell(loaded);
    Config config = loaded.config().get();
    var world = new RealWorld();
    try (Journal journal =
            dry ? Journal.looking(config.state(), world::now) : remember(config, world);
        Agent agent = assemble(config, world, journal)) {
      List<Round> rounds = agent.once(dry);
      var answer = dry ? planned(rounds) : done(rounds, agent);
      return loaded.mistakes().isEmpty() && rounds.size() == agent.lanes().size()
          ? answer
          : new Answer(Math.max(1, answer.status()), answer.lines(), answer.facts());
    } catch (IOException | AlreadyRunning e) {
      return failure(1, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Answer failure(int status, List<String> lines) {
    return new Answer(status, lines, Map.of("ok", false, "error", String.join("\n", lines)));
  }

  private static Answer planned(List<Round> rounds) {
    var lines = new ArrayList<String>();
    var facts = new ArrayList<Object>();
    for (Round round : rounds) {
      for (Change change : round.plan().changes()) {
        lines.add("would send " + Words.change(change));
        facts.add(Map.of("name", change.key().target().name(), "text", Words.change(change)));
      }
      round.plan().withheld().forEach(w -> lines.add(Words.withheld(w)));
      round
          .plan()
          .unchanged()
          .forEach(
              key ->
                  lines.add(key.target().name() + " " + key.family().recordType() + " is right"));
    }
    return new Answer(0, lines, Map.of("ok", true, "changes", facts, "text", lines));
  }

  private static Answer done(List<Round> rounds, Agent agent) {
    boolean ok = rounds.size() == agent.lanes().size();
    var lines = new ArrayList<String>();
    for (Round round : rounds) {
      for (var each : round.outcomes().entrySet()) {
        ok &= each.getValue() instanceof Outcome.Applied && isVisible(agent, each.getKey());
        lines.add(Words.ended(each.getKey(), each.getValue()));
      }
      for (Withheld withheld : round.plan().withheld()) {
        ok &=
            withheld.reason() == Withheld.Reason.NO_ADDRESS
                || withheld.reason() == Withheld.Reason.STANDBY;
        lines.add(Words.withheld(withheld));
      }
    }
    var facts = new LinkedHashMap<String, Object>(agent.status());
    facts.put("ok", ok);
    facts.put("text", lines);
    lines.add(ok ? "Every name is right." : "Not every name is right.");
    return new Answer(ok ? 0 : 1, lines, facts);
  }

  private static boolean isVisible(Agent agent, Change change) {
    return agent
        .checks()
        .visible(change.key())
        .map(v -> !(v instanceof Visible.NotYet))
        .orElse(true);
  }

  @Override
  public Answer doctor(Path path, Optional<Map<String, @Nullable Object>> running) {
    Loaded loaded = reader.read(path);
    var world = new RealWorld();
    try (Network network = Networks.open(AddressRules.DEFAULT).network();
        Http http = Transports.http(network, Clock.systemUTC())) {
      Map<String, ?> status = running.isPresent() ? running.get() : statusFromDisk(path);
      return new Doctor(network, means(network, http, world), world, version)
          .examine(loaded, reader.places(path).state(), status);
    } catch (IOException e) {
      return failure(2, List.of("the network cannot be read: " + e.getMessage()));
    }
  }

  @Override
  public Map<String, ?> statusFromDisk(Path path) {
    var places = reader.places(path);
    var world = new RealWorld();
    var config = reader.read(path).config();
    var memory = Journal.read(places.state(), world.now());
    var keys =
        config
            .map(c -> c.hosts().stream().flatMap(host -> host.keys().stream()).toList())
            .orElse(List.copyOf(memory.beliefs().keySet()));
    return Status.of(memory, keys, world.now());
  }
}
