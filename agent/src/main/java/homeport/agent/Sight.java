package homeport.agent;

import homeport.agent.net.Network;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Observation;
import homeport.agent.transport.Via;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.InterfaceAddress;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the agent sees: for each question its answer, read again from the kernel after every hint.
 *
 * <p>Readers hold an immutable view; {@link #look} replaces it and tells which answers changed.
 */
final class Sight {
  private static final Comparator<Question> BY_FAMILY = Comparator.comparing(Question::family);
  private static final Finding NOT_YET =
      new Finding(new Observation.Unknown("not looked yet"), Optional.empty());

  private final Network network;
  private volatile Set<Question> questions = Set.of();
  private volatile View view = new View(new NetworkState(List.of()), Map.of());
  private final Map<Question, Detected> detected = new HashMap<>();

  /** What was seen from outside, and by which uplink: it says nothing of another one. */
  private record Detected(Observation seen, Optional<Uplink> by) {}

  private record View(NetworkState state, Map<Question, Finding> answers) {}

  Sight(Network network) {
    this.network = network;
  }

  /** The questions that will be asked from now on. */
  void ask(Set<Question> wanted) {
    questions = Set.copyOf(wanted);
  }

  /** The answer as of the last look. */
  Observation see(Question question) {
    return view.answers().getOrDefault(question, NOT_YET).observation();
  }

  /** The way out that belongs to this question's family and rules now, if there is one. */
  Optional<Uplink> uplink(Question question) {
    return view.answers().getOrDefault(question.outgoing(), NOT_YET).uplink();
  }

  /** How requests leave now: by the uplink that carries the traffic, from its addresses. */
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
    var answers = new HashMap<Question, Finding>();
    for (Question question : questions) {
      var finder = new AddressFinder(state, network, question.rules());
      answers.put(question.outgoing(), finder.outgoing(question.family()));
    }
    for (Question question : questions) {
      var finder = new AddressFinder(state, network, question.rules());
      switch (question.mode()) {
        case AddressMode.Outgoing _ -> {}
        case AddressMode.Interface(var name) ->
            answers.put(question, finder.on(name, question.family()));
        case AddressMode.Detected _ -> answers.put(question, publicAddress(question, answers));
      }
    }
    return replace(new View(state, Map.copyOf(answers)));
  }

  private Difference blind(String why) {
    var nothing = new Finding(new Observation.Unknown(why), Optional.empty());
    var answers = new HashMap<Question, Finding>();
    for (Question question : questions) {
      answers.put(question, nothing);
      answers.put(question.outgoing(), nothing);
    }
    return replace(new View(view.state(), Map.copyOf(answers)));
  }

  /** An address that the uplink itself holds and that the Internet reaches needs no reflector. */
  private Finding publicAddress(Question question, Map<Question, Finding> answers) {
    Finding outgoing = answers.getOrDefault(question.outgoing(), NOT_YET);
    if (!needsReflector(outgoing.observation())) {
      return outgoing;
    }
    Detected last = detected.get(question);
    Observation seen =
        last != null && last.by().equals(outgoing.uplink())
            ? last.seen()
            : new Observation.Unknown("not detected yet");
    return new Finding(seen, outgoing.uplink());
  }

  private static boolean needsReflector(Observation outgoing) {
    return outgoing instanceof Observation.Known(var addresses, _)
        && addresses.stream().anyMatch(address -> AddressRange.of(address).isPresent());
  }

  /** The questions that only somebody outside can answer now. */
  Set<Question> toDetect() {
    View now = view;
    return questions.stream()
        .filter(question -> question.mode() instanceof AddressMode.Detected)
        .filter(
            q -> needsReflector(now.answers().getOrDefault(q.outgoing(), NOT_YET).observation()))
        .collect(Collectors.toSet());
  }

  /**
   * Takes what a reflector said.
   *
   * @param by the uplink that carried the traffic when it was asked
   */
  synchronized Difference detected(Question question, Optional<Uplink> by, Observation seen) {
    detected.put(question, new Detected(seen, by));
    View old = view;
    var answers = new HashMap<>(old.answers());
    answers.put(question, publicAddress(question, answers));
    return replace(new View(old.state(), Map.copyOf(answers)));
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
    return new Difference(changed, gone, List.copyOf(left));
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
   */
  record Difference(Set<Question> changed, List<IpAddress> gone, List<IpAddress> left) {}
}
