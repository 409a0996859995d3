package homeport.agent;

import homeport.agent.checkup.Checkup;
import homeport.agent.checkup.Errand;
import homeport.agent.checkup.MachineLook;
import homeport.agent.checkup.NamesLook;
import homeport.agent.checkup.OutsideLook;
import homeport.agent.checkup.UplinksLook;
import homeport.agent.cli.Deeds.Answer;
import homeport.agent.config.Config;
import homeport.agent.config.Host;
import homeport.agent.config.Loaded;
import homeport.agent.config.SourceSetting;
import homeport.agent.doctor.Diagnoses;
import homeport.agent.doctor.Diagnosis;
import homeport.agent.doctor.Setting;
import homeport.agent.doctor.Symptom;
import homeport.agent.net.Network;
import homeport.agent.plan.AddressMode;
import homeport.agent.source.AddressSource;
import homeport.agent.transport.Transports;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Uplink;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.verify.NameServer;
import homeport.agent.verify.Verifier;
import homeport.dns.AddressFamily;
import homeport.dns.BadHostname;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code doctor}: gathers what can be found out, and says what it means. */
final class Doctor {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** So many names are asked for at their name servers, lest these count us as a nuisance. */
  private static final int MOST_NAMES = 20;

  private final Network network;
  private final Sources.Means means;
  private final RealWorld world;
  private final String version;

  Doctor(Network network, Sources.Means means, RealWorld world, String version) {
    this.network = network;
    this.means = means;
    this.world = world;
    this.version = version;
  }

  /**
   * Examines this machine.
   *
   * @param status of the names, as the command {@code status} has it
   */
  Answer examine(Loaded loaded, Path state, Map<String, ?> status) {
    Optional<Config> config = loaded.config();
    Setting setting = setting(config);
    var symptoms = new ArrayList<Symptom>();
    loaded.mistakes().forEach(m -> symptoms.add(new Symptom.Mistake(m.toString(), false)));
    loaded.warnings().forEach(m -> symptoms.add(new Symptom.Mistake(m.toString(), true)));
    if (!Boolean.TRUE.equals(status.get("running"))) {
      symptoms.add(new Symptom.NotRunning());
    }
    symptoms.addAll(StatusRows.blocked(status));
    var errands = new ArrayList<Errand>();
    List<String> names =
        config.stream().flatMap(c -> c.hosts().stream()).flatMap(h -> h.names().stream()).toList();
    errands.add(
        new Errand(
            "this machine",
            () -> new MachineLook(Path.of("/proc")).look(world.now().wall(), state, names)));
    errands.addAll(names(config, status));
    Map<Line, Uplink> open = uplinks(config, setting, symptoms);
    open.forEach((line, uplink) -> errands.addAll(outside(config, line, uplink)));
    // An echo request holds its thread in the system, so none of them is virtual.
    symptoms.addAll(Checkup.of(errands, task -> world.dedicate("checkup", task), LIMIT));
    return answer(Diagnoses.of(setting, symptoms), open);
  }

  // --- what is wanted ----------------------------------------------------------------------------

  private static Setting setting(Optional<Config> config) {
    Set<AddressFamily> published = families(config, _ -> true);
    return new Setting(
        config.map(c -> c.uplinks().mode()).orElse(UplinkRules.Mode.SINGLE),
        published,
        families(
            config,
            host ->
                host.address() instanceof AddressMode.Outgoing
                    || host.address() instanceof AddressMode.Interface),
        families(config, host -> host.address() instanceof AddressMode.Detected),
        config.map(Sources::allowed).orElse(Set.of()));
  }

  private static Set<AddressFamily> families(Optional<Config> config, Predicate<Host> which) {
    return config.stream()
        .flatMap(c -> c.hosts().stream())
        .filter(which)
        .flatMap(host -> host.families().stream())
        .collect(Collectors.toSet());
  }

  // --- uplinks -----------------------------------------------------------------------------------

  private Map<Line, Uplink> uplinks(
      Optional<Config> config, Setting setting, List<Symptom> symptoms) {
    try {
      Set<AddressFamily> families =
          setting.published().isEmpty() ? Set.of(AddressFamily.IPV4) : setting.published();
      var seen =
          new UplinksLook(
                  network.read(),
                  network,
                  config.map(Config::uplinks).orElse(UplinkRules.SINGLE),
                  config.map(Config::rules).orElse(AddressRules.DEFAULT),
                  families)
              .look();
      symptoms.addAll(seen.symptoms());
      return seen.open();
    } catch (IOException e) {
      symptoms.add(new Symptom.NotSeen("the network", String.valueOf(e.getMessage())));
      return Map.of();
    }
  }

  private List<Errand> outside(Optional<Config> config, Line line, Uplink uplink) {
    UplinkRules rules = config.map(Config::uplinks).orElse(UplinkRules.SINGLE);
    var look =
        new OutsideLook(
            line,
            uplink,
            means.http(),
            Transports.prober(network, rules.probes().by()),
            () -> world.now().wall(),
            "homeport-agent/" + version);
    var errands = new ArrayList<Errand>(look.probes(hosts(rules, line)));
    config.ifPresent(
        c -> {
          errands.addAll(look.voices(voices(c)));
          errands.addAll(look.pages(pages(c)));
          boolean also4 = families(config, _ -> true).contains(AddressFamily.IPV4);
          // Many a provider has no IPv6 address, which is no fault of the line.
          if (line.family() == AddressFamily.IPV4 || !also4) {
            errands.addAll(look.providers(providers(c)));
          }
        });
    return errands;
  }

  private static List<IpAddress> hosts(UplinkRules rules, Line line) {
    List<IpAddress> own =
        rules.wanted().stream()
            .filter(wanted -> wanted.name().equals(line.uplink()))
            .flatMap(wanted -> wanted.hosts().stream())
            .filter(host -> host.family() == line.family())
            .toList();
    return own.isEmpty() ? rules.probes().hosts(line.family()) : own;
  }

  /** All that are configured, and the router in any case: it knows what stands behind it. */
  private List<AddressSource> voices(Config config) {
    boolean router = config.sources().stream().anyMatch(s -> s instanceof SourceSetting.Router);
    return Stream.concat(
            Sources.of(config, means).stream(),
            router
                ? Stream.empty()
                : Stream.of(
                    Sources.router(
                        Set.of(SourceSetting.Router.Protocol.values()),
                        Sources.allowed(config),
                        "homeport-agent/" + version,
                        means)))
        .toList();
  }

  private static List<OutsideLook.Server> pages(Config config) {
    return config.sources().stream()
        .flatMap(
            setting ->
                setting instanceof SourceSetting.Https(var url, var ca)
                    ? Stream.of(new OutsideLook.Server(url, ca))
                    : Stream.empty())
        .toList();
  }

  private static List<OutsideLook.Server> providers(Config config) {
    return config.hosts().stream()
        .map(host -> new OutsideLook.Server(Agent.destination(host.provider()), host.ca()))
        .filter(server -> "https".equals(server.url().getScheme()))
        .distinct()
        .toList();
  }

  // --- names -------------------------------------------------------------------------------------

  private List<Errand> names(Optional<Config> config, Map<String, ?> status) {
    var look =
        new NamesLook(means.dns(), new Verifier(means.dns(), Verifier::systemResolvers), nobody());
    var errands =
        new ArrayList<>(look.resolvers(Verifier.systemResolvers(), config.flatMap(Doctor::known)));
    config.ifPresent(c -> errands.addAll(look.names(kept(c, status))));
    return errands;
  }

  private Hostname nobody() {
    return Hostname.of("homeport-%016x.com".formatted(world.random().nextLong()));
  }

  /** A name that surely exists. */
  private static Optional<Hostname> known(Config config) {
    return Stream.concat(
            config.hosts().stream().map(host -> Agent.destination(host.provider())),
            pages(config).stream().map(OutsideLook.Server::url))
        .map(URI::getHost)
        .filter(host -> IpAddress.parse(host.replaceAll("^\\[|]$", "")).isEmpty())
        .flatMap(host -> hostname(host).stream())
        .findFirst();
  }

  private static Optional<Hostname> hostname(String text) {
    try {
      return Optional.of(Hostname.parse(text));
    } catch (BadHostname e) {
      return Optional.empty(); // a name of the local network, of one label
    }
  }

  private List<NamesLook.Kept> kept(Config config, Map<String, ?> status) {
    Instant now = world.now().wall();
    var kept = new ArrayList<NamesLook.Kept>();
    for (Host host : config.hosts()) {
      for (Name name : Names.of(host)) {
        Optional<StatusRows.Good> good = StatusRows.good(status, name.key());
        if (good.isPresent() && name.check() instanceof Name.Check.Ask(var asked, var servers)) {
          asked.forEach(
              hostname ->
                  kept.add(
                      new NamesLook.Kept(
                          hostname,
                          name.key().family(),
                          good.get().addresses(),
                          List.<NameServer>copyOf(servers),
                          Duration.between(good.get().since(), now))));
        }
      }
    }
    return kept.stream().limit(MOST_NAMES).toList();
  }

  // --- what is said ------------------------------------------------------------------------------

  private static Answer answer(List<Diagnosis> diagnoses, Map<Line, Uplink> open) {
    int status = Diagnoses.status(diagnoses);
    var lines = new ArrayList<String>();
    for (Diagnosis diagnosis : diagnoses) {
      lines.add(diagnosis.severity().word() + ": " + diagnosis.name());
      lines.add("    " + diagnosis.what());
      lines.add("    do: " + diagnosis.remedy());
    }
    String looked =
        open.entrySet().stream()
            .map(each -> each.getKey() + " (" + each.getValue().source() + ")")
            .collect(Collectors.joining(", "));
    lines.add("looked through: " + (looked.isEmpty() ? "no uplink" : looked));
    lines.add(
        switch (status) {
          case 0 -> "All is well.";
          case 1 -> "It works, with warnings.";
          default -> "Something is broken.";
        });
    var facts = new LinkedHashMap<String, Object>();
    facts.put("ok", status == 0);
    facts.put("status", status);
    facts.put("diagnoses", diagnoses.stream().map(Doctor::facts).toList());
    return new Answer(status, lines, facts);
  }

  private static Map<String, ?> facts(Diagnosis diagnosis) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", diagnosis.name());
    facts.put("severity", diagnosis.severity().word());
    facts.put("what", diagnosis.what());
    facts.put("remedy", diagnosis.remedy());
    return facts;
  }
}
