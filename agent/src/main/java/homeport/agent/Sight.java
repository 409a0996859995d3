package homeport.agent;

import homeport.agent.net.Network;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Observation;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.transport.Via;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.Health;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.ProbeRules;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.agent.uplink.Uplink;
import homeport.agent.uplink.UplinkFinder;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.Uplinks;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent sees: for each question its answer, read again from the kernel after every hint,
 * probe and detection.
 *
 * <p>Readers hold an immutable view; {@link #look} replaces it and tells which answers changed.
 */
final class Sight {
  /** Without any hint everything is read again after this time, should a hint have been lost. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private static final Comparator<Question> BY_FAMILY = Comparator.comparing(Question::family);
  private static final Finding NOT_YET = Finding.unknown("not looked yet");

  private final Network network;
  private final World world;
  private final LanHosts lan;
  private final Map<Vantage, Observation> detected = new HashMap<>();
  private final Healths healths = new Healths();
  private final Standbys duties = new Standbys();
  private volatile Asked asked =
      new Asked(Set.of(), Set.of(), UplinkRules.SINGLE, AddressRules.DEFAULT);
  private volatile View view = View.NOTHING;
  private @Nullable Basis basis;

  /**
   * What is wanted to know.
   *
   * @param outgoing what requests need to know to leave by the right uplink
   */
  private record Asked(
      Set<Question> questions, Set<Question> outgoing, UplinkRules uplinks, AddressRules base) {

    /** Whether addresses and routes decide alone: no health, neighbours or standby. */
    boolean isPlain() {
      return uplinks.mode() == UplinkRules.Mode.SINGLE
          && questions.stream()
              .noneMatch(q -> q.mode() instanceof AddressMode.Behind || q.when().isPresent());
    }
  }

  /** What the view came of. Most looks find it unchanged, and then there is nothing to work out. */
  private record Basis(Asked asked, NetworkState state, NotedRoutes routes) {
    boolean holds(Asked now, NetworkState read) {
      return Objects.equals(asked, now) && Objects.equals(state, read) && routes.areStillSo();
    }
  }

  /**
   * What was seen at one instant.
   *
   * @param vantages from where somebody outside is to be asked, each with the way that packets from
   *     there take
   */
  private record View(
      NetworkState state,
      Uplinks uplinks,
      Map<OnlyWhen, String> standbys,
      Map<Question, Finding> answers,
      Map<Vantage, List<RouteAnswer>> vantages) {
    static final View NOTHING =
        new View(
            new NetworkState(List.of()),
            new Uplinks(UplinkRules.SINGLE, List.of(), Map.of(), Map.of()),
            Map.of(),
            Map.of(),
            Map.of());
  }

  Sight(Network network, World world) {
    this.network = network;
    this.world = world;
    this.lan = new LanHosts(network);
  }

  /** The questions that will be asked from now on, each under its rules. */
  void ask(Set<Question> questions) {
    ask(questions, UplinkRules.SINGLE, AddressRules.DEFAULT);
  }

  /**
   * The questions that will be asked from now on.
   *
   * @param uplinks which uplinks there are to choose from
   * @param base how an uplink's own address is found, whatever a host wishes for itself
   */
  void ask(Set<Question> questions, UplinkRules uplinks, AddressRules base) {
    asked =
        new Asked(
            Set.copyOf(questions),
            questions.stream().map(Question::outgoing).collect(Collectors.toSet()),
            uplinks,
            base);
  }

  /** The answer as of the last look. */
  Observation see(Question question) {
    return view.answers().getOrDefault(question, NOT_YET).observation();
  }

  /** The way out that belongs to this question's family and rules now, if there is one. */
  Optional<Uplink> uplink(Question question) {
    return view.answers().getOrDefault(question.outgoing(), NOT_YET).uplink();
  }

  /** How long the next look may be put off while nothing calls for one. */
  Duration patience() {
    return LanHosts.anyLearnt(asked.questions()) ? LanHosts.LOOK_AGAIN : LOOK_AGAIN;
  }

  /** The uplinks as of the last look. */
  Uplinks uplinks() {
    return view.uplinks();
  }

  /** How requests leave now: by the active uplink, from its addresses. */
  Via via(Set<Question> ofLane) {
    List<Uplink> uplinks =
        ofLane.stream().sorted(BY_FAMILY).map(this::uplink).flatMap(Optional::stream).toList();
    if (uplinks.isEmpty()) {
      return new Via.Any();
    }
    String name = uplinks.getFirst().interfaceName();
    var sources = new EnumMap<AddressFamily, IpAddress>(AddressFamily.class);
    for (Uplink uplink : uplinks) {
      if (uplink.interfaceName().equals(name)) {
        sources.putIfAbsent(uplink.source().family(), uplink.source());
      }
    }
    return new Via.By(name, sources.values().stream().sorted().toList(), false);
  }

  /**
   * Reads everything again.
   *
   * @return what is different now
   */
  synchronized Difference look() {
    NetworkState state;
    try {
      state = network.read();
    } catch (IOException e) {
      // Not knowing is a value: everything that is published stays.
      return blind("the system does not tell its addresses: " + e.getMessage());
    }
    Asked now = asked;
    Basis last = basis;
    if (last != null && last.holds(now, state)) {
      return Difference.NONE;
    }
    var routes = new NotedRoutes(network);
    Uplinks uplinks = uplinks(state, now);
    lan.look(now.questions());
    Map<OnlyWhen, String> standbys = duties.standbys(state, now.questions());
    var look = new Look(state, routes, uplinks, standbys, detected, lan);
    var answers = new HashMap<>(look.answers(now.outgoing()));
    answers.putAll(look.answers(now.questions()));
    detected.keySet().retainAll(look.wanted());
    basis = now.isPlain() ? new Basis(now, state, routes) : null;
    return replace(
        new View(
            state,
            uplinks,
            standbys,
            Map.copyOf(answers),
            ways(look.wanted(), routes, now.base())));
  }

  /** A rule or route that was made for a vantage shows here, and nowhere else. */
  private static Map<Vantage, List<RouteAnswer>> ways(
      Set<Vantage> wanted, Routes routes, AddressRules rules) {
    return wanted.stream()
        .collect(Collectors.toMap(each -> each, each -> ways(each, routes, rules)));
  }

  private static List<RouteAnswer> ways(Vantage from, Routes routes, AddressRules rules) {
    IpAddress destination = rules.destination(from.family());
    RouteAnswer free = routes.towards(destination, from.uplink().map(Uplink::source));
    return from.uplink()
        .map(u -> routes.towardsBy(destination, u.interfaceName(), u.source()))
        .map(tied -> List.of(free, tied))
        .orElse(List.of(free));
  }

  private Uplinks uplinks(NetworkState state, Asked now) {
    if (now.uplinks().mode() == UplinkRules.Mode.SINGLE) {
      return View.NOTHING.uplinks();
    }
    List<FoundUplink> found = new UplinkFinder(state, network, now.base()).find(now.uplinks());
    var carrying = new EnumMap<AddressFamily, String>(AddressFamily.class);
    var finder = new AddressFinder(state, network, now.base());
    for (AddressFamily family : AddressFamily.values()) {
      finder
          .outgoing(family)
          .uplink()
          .ifPresent(uplink -> carrying.put(family, uplink.interfaceName()));
    }
    healths.noteCuts(found, world.now().steady());
    return new Uplinks(now.uplinks(), found, carrying, healths.all());
  }

  private Difference blind(String why) {
    basis = null;
    var answers = new HashMap<Question, Finding>();
    Asked now = asked;
    now.questions().forEach(question -> answers.put(question, Finding.unknown(why)));
    now.outgoing().forEach(question -> answers.put(question, Finding.unknown(why)));
    View old = view;
    return replace(
        new View(old.state(), old.uplinks(), old.standbys(), Map.copyOf(answers), old.vantages()));
  }

  /** Why this question's names are another machine's now, if they are. */
  Optional<String> standby(Question question) {
    View now = view;
    return question.when().flatMap(when -> Optional.ofNullable(now.standbys().get(when)));
  }

  /** The programs that say whether this machine is on duty. */
  Set<OnlyWhen.Command> commands() {
    return asked.questions().stream()
        .flatMap(question -> question.when().stream())
        .flatMap(
            when -> when instanceof OnlyWhen.Command command ? Stream.of(command) : Stream.of())
        .collect(Collectors.toSet());
  }

  /**
   * Takes what such a program said.
   *
   * @param whyNot empty if this machine is on duty
   */
  synchronized Difference duty(OnlyWhen.Command command, Optional<String> whyNot) {
    return duties.heard(command, whyNot) ? look() : Difference.NONE;
  }

  /** From where only somebody outside can tell the public address now. */
  Set<Vantage> toDetect() {
    return view.vantages().keySet();
  }

  /** Takes what somebody outside said. */
  synchronized Difference detected(Vantage vantage, Observation seen) {
    detected.put(vantage, seen);
    basis = null;
    return look();
  }

  /** The lines whose health has to be found out, in those families that are asked for. */
  Map<Line, Uplink> toProbe() {
    Uplinks uplinks = view.uplinks();
    Set<AddressFamily> families =
        asked.outgoing().stream().map(Question::family).collect(Collectors.toSet());
    var lines = new TreeMap<Line, Uplink>();
    for (FoundUplink uplink : uplinks.inOrder()) {
      for (AddressFamily family : families) {
        if (uplinks.areProbed(family) && uplink.way(family) instanceof Way.Open(var way)) {
          lines.put(uplink.line(family), way);
        }
      }
    }
    return lines;
  }

  /** Who is probed by a line: its own hosts of this family, or those of all uplinks. */
  List<IpAddress> probeHosts(Line line, ProbeRules rules) {
    List<IpAddress> own =
        view.uplinks().inOrder().stream()
            .filter(uplink -> uplink.name().equals(line.uplink()))
            .flatMap(uplink -> uplink.hosts().stream())
            .filter(host -> host.family() == line.family())
            .toList();
    return own.isEmpty() ? rules.hosts(line.family()) : own;
  }

  /**
   * Takes the end of a probe.
   *
   * @return what is different now; mostly nothing
   */
  synchronized Difference probed(Line line, Probe probe) {
    Instant now = world.now().steady();
    return healths.probed(line, probe, asked.uplinks().probes(), now) ? look() : Difference.NONE;
  }

  /** What the probes of a line came to. */
  synchronized Health health(Line line) {
    return healths.of(line, world.now().steady());
  }

  private Difference replace(View next) {
    View old = view;
    view = next;
    Set<Question> changed =
        next.answers().keySet().stream()
            .filter(q -> !Objects.equals(next.answers().get(q), old.answers().get(q)))
            .collect(Collectors.toSet());
    // All of them, not only those that are published: a request may have left from any, and the
    // route often moves a moment before the address goes.
    List<IpAddress> gone =
        old.state().interfaces().stream()
            .flatMap(each -> each.addresses().stream())
            .map(InterfaceAddress::address)
            .filter(address -> next.state().owner(address).isEmpty())
            .distinct()
            .toList();
    Set<IpAddress> left = carrying(old);
    left.removeAll(carrying(next));
    gone.forEach(left::remove);
    boolean elsewhere = !old.vantages().equals(next.vantages());
    return new Difference(changed, gone, List.copyOf(left), elsewhere);
  }

  /** Whether an uplink with this source address carries the traffic now. */
  boolean carries(IpAddress source) {
    return carrying(view).contains(source);
  }

  /** The source addresses of the uplinks that carry the traffic. */
  private static Set<IpAddress> carrying(View view) {
    return view.answers().values().stream()
        .flatMap(finding -> finding.uplink().stream())
        .map(Uplink::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What a look found to be different.
   *
   * @param changed questions with another answer than before
   * @param gone addresses that this machine no longer has; nothing can come back to them
   * @param left addresses of uplinks that carry nothing of ours any more; they may be dead
   * @param elsewhere whether the public address has to be asked for from other places than before,
   *     or from the same by another way
   */
  record Difference(
      Set<Question> changed, List<IpAddress> gone, List<IpAddress> left, boolean elsewhere) {
    static final Difference NONE = new Difference(Set.of(), List.of(), List.of(), false);

    boolean isNone() {
      return changed.isEmpty() && gone.isEmpty() && left.isEmpty() && !elsewhere;
    }
  }
}
