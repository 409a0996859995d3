package homeport.agent;

import homeport.agent.plan.AddressMode;
import homeport.agent.plan.Observation;
import homeport.agent.plan.OnlyWhen;
import homeport.agent.uplink.AddressFinder;
import homeport.agent.uplink.Finding;
import homeport.agent.uplink.FoundUplink;
import homeport.agent.uplink.NetworkState;
import homeport.agent.uplink.Pick;
import homeport.agent.uplink.Routes;
import homeport.agent.uplink.Uplink;
import homeport.agent.uplink.UplinkRules;
import homeport.agent.uplink.Uplinks;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One look: from the machine's state, and what was seen from outside, to the answers. */
final class Look {
  private final NetworkState state;
  private final Routes routes;
  private final Uplinks uplinks;
  private final Map<OnlyWhen, String> standbys;
  private final Map<Vantage, Observation> detected;
  private final LanHosts lan;
  private final Set<Vantage> wanted = new HashSet<>();

  /**
   * @param standbys why another machine is on duty, where it is
   * @param detected what somebody outside said before
   * @param lan told of this look already
   */
  Look(
      NetworkState state,
      Routes routes,
      Uplinks uplinks,
      Map<OnlyWhen, String> standbys,
      Map<Vantage, Observation> detected,
      LanHosts lan) {
    this.state = state;
    this.routes = routes;
    this.uplinks = uplinks;
    this.standbys = standbys;
    this.detected = detected;
    this.lan = lan;
  }

  /** From where somebody outside has to be asked, after all questions were answered. */
  Set<Vantage> wanted() {
    return wanted;
  }

  Finding answer(Question question) {
    Optional<String> standby =
        question.when().flatMap(when -> Optional.ofNullable(standbys.get(when)));
    return standby.map(Finding::unknown).orElseGet(() -> onDuty(question));
  }

  private Finding onDuty(Question question) {
    var finder = new AddressFinder(state, routes, question.rules());
    return switch (question.mode()) {
      case AddressMode.Interface(var name) -> finder.on(name, question.family());
      case AddressMode.Behind host -> lan.find(question, host, state, wantedUplink(question));
      case AddressMode.Outgoing _ -> picked(question, finder, own -> own);
      case AddressMode.Detected _ -> {
        standBy(question, finder);
        yield picked(question, finder, this::publicAddress);
      }
      case AddressMode.DetectedByRoute(var mark) ->
          new Finding(
              seen(new Vantage(question.family(), Optional.empty(), mark)), Optional.empty());
    };
  }

  /**
   * Of several prefixes behind several uplinks, that of the uplink which is picked is published.
   */
  private Optional<String> wantedUplink(Question question) {
    return uplinks.picked(question.pick(), question.family()).stream()
        .findFirst()
        .map(FoundUplink::interfaceName)
        .or(
            () ->
                question.pick() instanceof Pick.Named(var name)
                    ? Optional.of(name)
                    : Optional.empty());
  }

  private Finding picked(Question question, AddressFinder finder, Function<Finding, Finding> to) {
    if (uplinks.rules().mode() == UplinkRules.Mode.SINGLE) {
      return to.apply(
          question.pick() instanceof Pick.Named(var name)
              ? finder.on(name, question.family())
              : finder.outgoing(question.family()));
    }
    List<FoundUplink> picked = uplinks.picked(question.pick(), question.family());
    if (picked.isEmpty()) {
      return question.pick() instanceof Pick.Named(var name)
          ? to.apply(finder.on(name, question.family()))
          : Finding.unknown(uplinks.whyNone(question.family()));
    }
    List<Finding> each =
        picked.stream()
            .map(uplink -> to.apply(finder.on(uplink.interfaceName(), question.family())))
            .toList();
    return together(each, uplinks.others(question.family()));
  }

  /** One that is not known makes the whole not known: leaving it out would withdraw it. */
  private static Finding together(List<Finding> each, String note) {
    var addresses = new ArrayList<IpAddress>();
    var origins = new ArrayList<String>();
    for (Finding finding : each) {
      switch (finding.observation()) {
        case Observation.Unknown(var why) -> {
          return Finding.unknown(why);
        }
        case Observation.Known(var known, var origin) -> {
          addresses.addAll(known);
          origins.add(origin);
        }
      }
    }
    return new Finding(
        new Observation.Known(addresses, String.join("; ", origins) + note),
        each.size() == 1 ? each.getFirst().uplink() : Optional.empty());
  }

  /** An address that the uplink itself holds and that the Internet reaches needs no reflector. */
  private Finding publicAddress(Finding own) {
    return own.uplink().isPresent() && needsReflector(own.observation())
        ? new Finding(seen(vantage(own.uplink().get())), own.uplink())
        : own;
  }

  private static Vantage vantage(Uplink uplink) {
    return Vantage.of(uplink.source().family(), uplink);
  }

  private Observation seen(Vantage vantage) {
    wanted.add(vantage);
    Observation seen = detected.get(vantage);
    return seen == null ? new Observation.Unknown("not detected yet") : seen;
  }

  private static boolean needsReflector(Observation outgoing) {
    return outgoing instanceof Observation.Known(var addresses, _)
        && addresses.stream().anyMatch(address -> AddressRange.of(address).isPresent());
  }

  /** The uplinks that may have to take over are asked about too: then nothing waits for it. */
  private void standBy(Question question, AddressFinder finder) {
    if (uplinks.areProbed(question.family()) && question.pick() instanceof Pick.Active) {
      uplinks.inOrder().stream()
          .filter(uplink -> uplinks.isUp(uplink, question.family()))
          .forEach(u -> publicAddress(finder.on(u.interfaceName(), question.family())));
    }
  }

  /** The answers to all of these. */
  Map<Question, Finding> answers(Set<Question> questions) {
    return questions.stream().collect(Collectors.toMap(q -> q, this::answer));
  }
}
