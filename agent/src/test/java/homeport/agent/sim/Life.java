package homeport.agent.sim;

import homeport.agent.net.Hint;
import homeport.agent.sim.Settings.HostEntry;
import homeport.agent.sim.Settings.Item;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.HttpRequest;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One life of an agent, from a story. The same story gives the same life, to the last byte. */
public final class Life {
  private static final List<String> HTTP_HOSTS =
      List.of("members.dyndns.org", "dynupdate.no-ip.com", "dyn.example.net");

  private final Story story;
  private final Calendar calendar;
  private final Settings settings;
  private final Map<String, Dyndns> providers = new TreeMap<>();
  private final Map<String, String> passwordsThere = new TreeMap<>();
  private final Chronicle chronicle;
  private final Machine machine;
  private final Kernel kernel;

  /**
   * How a life went.
   *
   * @param broken the rule that did not hold, if any; the life ended there
   * @param lived for so long
   * @param steps of the calendar
   * @param digest equal for equal lives
   * @param told the last lines of the log
   */
  public record Report(
      Optional<String> broken,
      int rule,
      Duration lived,
      long steps,
      long requests,
      long digest,
      List<String> told) {}

  private Life(Story story, Program.Maker maker) {
    this.story = story;
    this.settings = new Settings(story.scene());
    var random = new SplittableRandom(story.seed());
    this.calendar = new Calendar(random.nextLong());
    this.chronicle = new Chronicle(calendar, settings, providers, Rules.all());
    this.machine = new Machine(random.nextLong(), calendar, settings, chronicle, maker);
    this.kernel = machine.kernel;
    kernel.sourceRules(story.scene().sourceRules());
    chronicle.world(
        kernel, new Prospects(calendar, kernel, machine.isps, machine.voices, story.scene()));
    for (int i = 0; i < HTTP_HOSTS.size(); i++) {
      String id = Settings.PROVIDERS.get(i);
      var provider = new Dyndns(id, random.nextLong(), chronicle);
      providers.put(id, provider);
      machine.web.put(HTTP_HOSTS.get(i), provider);
      machine.nameServers.put(Settings.server(id), provider);
      String password = Settings.MARK + "-" + i + "-{token}#: at first";
      settings.password(id, password);
      there(id, password);
    }
    machine.web.put("elsewhere.example.net", new Elsewhere());
    story.hosts().forEach(settings::put);
    for (String line : List.of("wan1", "wan2")) {
      for (AddressFamily family : AddressFamily.values()) {
        kernel.address(line, family, Optional.of(Author.address(line, family, 0)));
      }
    }
  }

  /** Lives it, to the end or to the first broken rule. */
  static Report of(Story story, Program.Maker maker) {
    return new Life(story, maker).live();
  }

  private Report live() {
    machine.boot();
    for (Story.Line line : story.lines()) {
      Calendar.Entry _ = calendar.at(line.at().toNanos(), () -> happen(line.what()));
    }
    long end = story.length().toNanos();
    Calendar.Entry _ = calendar.at(end, () -> {});
    while (calendar.now() < end && chronicle.broken().isEmpty()) {
      calendar.step();
    }
    String disk = new String(machine.disk.everything(), StandardCharsets.UTF_8);
    chronicle.written(disk);
    return report(
        chronicle.broken().map(Broken::toString), chronicle.broken().map(Broken::rule).orElse(0));
  }

  private Report report(Optional<String> broken, int rule) {
    return new Report(
        broken,
        rule,
        Duration.ofNanos(calendar.now()),
        calendar.steps(),
        chronicle.requests(),
        chronicle.digest.value(),
        chronicle.told());
  }

  // --- what happens
  // --------------------------------------------------------------------------------

  private void happen(Happening what) {
    chronicle.told("--- " + what);
    switch (what) {
      case Happening.Address(var line, var family, var address) -> {
        kernel.address(line, family, address);
        mustBeSeen();
      }
      case Happening.Carrier(var line, var there) -> {
        kernel.carrier(line, there);
        mustBeSeen();
      }
      case Happening.Route(var line) -> {
        kernel.route(line);
        mustBeSeen();
      }
      case Happening.KernelSilent(var now) -> kernel.silent(now);
      case Happening.Noise(var overrun) ->
          kernel.hint(overrun ? new Hint.Overrun() : new Hint.Changed());
      case Happening.ProviderIs(var id, var mood) -> provider(id, p -> p.mood(mood));
      case Happening.PasswordThere(var id, var password) -> there(id, password);
      case Happening.PasswordHere(var id, var password) ->
          edit(() -> settings.password(id, password));
      case Happening.Host(var host) -> edit(() -> settings.put(host));
      case Happening.HostRemoved(var name) -> edit(() -> settings.remove(name));
      case Happening.HostRenamed(var name, var other) -> edit(() -> rename(name, other));
      case Happening.Unblock(var name) -> unblock(name);
      case Happening.Update(var name) -> update(name);
      case Happening.Crash(var power, var steps, var down, var clock) ->
          machine.crash(power, steps, down, clock);
      case Happening.Restart _ -> machine.restart();
      case Happening.DiskFull(var now) -> ill(() -> machine.disk.full(now));
      case Happening.DiskReadOnly(var now) -> ill(() -> machine.disk.readOnly(now));
      case Happening.Damage(var file) -> {
        if (!machine.isRunning()) {
          ill(() -> machine.disk.damage(file));
          chronicle.died();
        }
      }
      case Happening.Clock(var by) -> machine.setClock(by);
      case Happening.Suspend(var time) -> machine.suspend(time);
      case Happening.Isp(var line, var alive) -> beyond(() -> machine.isps.alive(line, alive));
      case Happening.ProbesForbidden(var now) -> beyond(() -> machine.isps.forbid(now));
      case Happening.Outer(var line, var address) ->
          beyond(() -> machine.isps.outer(line, address));
      case Happening.VoiceIs(var name, var honesty) -> beyond(() -> voice(name, honesty));
      case Happening.OnDuty(var now) -> {
        kernel.address(
            "vrrp", AddressFamily.IPV4, now ? Optional.of(Settings.SHARED) : Optional.empty());
        chronicle.onDuty();
        mustBeSeen();
      }
      case Happening.OtherPublishes(var name, var address) -> otherPublishes(name, address);
      case Happening.NameServersSilent(var now) -> machine.nameServers.silent(now);
      case Happening.Peace _ -> peace();
    }
  }

  /** A change of the kernel's state is seen at once by an agent that runs. */
  private void mustBeSeen() {
    long version = kernel.version();
    Optional<Long> boot = chronicle.bootedAt;
    Calendar.Entry _ =
        calendar.at(
            calendar.now() + Duration.ofSeconds(2).toNanos(),
            () -> {
              if (boot.isPresent()
                  && boot.equals(chronicle.bootedAt)
                  && version == kernel.version()
                  && machine.isAwake()
                  && !chronicle.hasSeen(version)) {
                chronicle.unseen();
              }
            });
  }

  /** The other machine of the pair, when it is on duty. */
  private void otherPublishes(String name, IpAddress address) {
    Optional<HostEntry> host = settings.host(name).filter(HostEntry::pair);
    if (host.isPresent() && !kernel.owns(Settings.SHARED)) {
      provider(host.get().provider(), p -> p.put(name, address));
    }
  }

  private void beyond(Runnable change) {
    change.run();
    chronicle.changedBeyond();
  }

  private void voice(String name, Voice.Honesty honesty) {
    machine.voices.stream()
        .filter(voice -> voice.name().equals(name))
        .forEach(voice -> voice.honesty(honesty));
  }

  private void provider(String id, Consumer<Dyndns> deed) {
    Optional.ofNullable(providers.get(id)).ifPresent(deed);
  }

  private void there(String id, String password) {
    passwordsThere.put(id, password);
    provider(id, p -> p.password("alice", password));
  }

  private void edit(Runnable change) {
    List<Item> before = settings.items();
    change.run();
    chronicle.configured(before);
    machine.ask(program -> program.configure(settings.yaml()));
  }

  private void rename(String name, String other) {
    settings
        .host(name)
        .ifPresent(
            host -> {
              settings.put(
                  new HostEntry(
                      other,
                      host.provider(),
                      host.address(),
                      host.uplink(),
                      host.pair(),
                      host.families()));
              settings.remove(name);
            });
  }

  private void unblock(String name) {
    machine.ask(
        program -> {
          for (Item item : settings.items()) {
            if (item.name().equals(name)) {
              chronicle.unblocked(item);
            }
          }
          program.unblock(name);
        });
  }

  private void update(String name) {
    machine.ask(
        program -> {
          settings.items().stream()
              .filter(item -> item.name().equals(name))
              .forEach(chronicle::wished);
          program.update(name);
        });
  }

  private void ill(Runnable what) {
    what.run();
    chronicle.damaged();
  }

  private void peace() {
    kernel.silent(false);
    for (String line : List.of("wan1", "wan2")) {
      kernel.carrier(line, true);
      for (AddressFamily family : AddressFamily.values()) {
        kernel.addressIfNone(line, family, Author.address(line, family, 0));
      }
    }
    kernel.routeIfNone("wan1");
    if (story.scene().pair()) {
      happen(new Happening.OnDuty(true));
    }
    beyond(
        () -> {
          Kernel.LINES.forEach(line -> machine.isps.alive(line, true));
          machine.isps.forbid(false);
          machine.voices.forEach(voice -> voice.honesty(Voice.Honesty.HONEST));
        });
    providers.values().forEach(provider -> provider.mood(Mood.GOOD));
    machine.disk.full(false);
    machine.disk.readOnly(false);
    machine.nameServers.silent(false);
    machine.setClock(Duration.ZERO);
    edit(() -> passwordsThere.forEach(settings::password));
    long now = calendar.now();
    Calendar.Entry _ =
        calendar.at(
            now + Author.UNTIL_MENDED.toNanos(),
            () -> settings.hosts().forEach(host -> unblock(host.name())));
    Calendar.Entry _ =
        calendar.at(
            now + Author.UNTIL_MENDED.plus(Author.LONGEST_WAIT).toNanos(),
            () -> {
              chronicle.told("--- peace for the longest wait");
              chronicle.peace();
              machine.ask(program -> chronicle.said(program.status()));
            });
  }

  /** Whoever comes here by a redirect must not have been told a password. */
  private final class Elsewhere implements Web.Site {
    @Override
    public Optional<Exchange.Failed> door() {
      return Optional.empty();
    }

    @Override
    public Web.Reaction receive(HttpRequest request) {
      chronicle.said(
          "elsewhere came " + request.headers() + " " + request.url() + " " + request.body());
      return new Web.Reaction(
          Duration.ofMillis(20), Optional.of(new Exchange.Answered(404, Map.of(), "", false)));
    }

    @Override
    public void ended(HttpRequest request, Exchange exchange) {}
  }
}
