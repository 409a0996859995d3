package homeport.agent.doctor;

import homeport.agent.plan.Heard;
import homeport.agent.plan.Vote;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.dns.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ways out: which are cut, which lead elsewhere, which are dead. */
record Lines(Setting setting, Findings findings) {

  List<Diagnosis> diagnoses() {
    var found = new ArrayList<Diagnosis>();
    findings.all(Symptom.Cut.class).forEach(cut -> found.add(cut(cut)));
    findings.all(Symptom.NoWay.class).forEach(no -> found.add(noWay(no)));
    findings.all(Symptom.Ipv6WithoutRoute.class).forEach(bare -> found.add(withoutRoute(bare)));
    findings.all(Symptom.Leaving.class).forEach(leaving -> strayed(leaving).ifPresent(found::add));
    lines().stream().filter(this::isDead).forEach(line -> found.add(dead(line)));
    lines().forEach(line -> deaf(line).ifPresent(found::add));
    findings.all(Symptom.SeveralUplinks.class).forEach(s -> found.add(several(s)));
    return found;
  }

  private static Diagnosis cut(Symptom.Cut cut) {
    String line = words(cut.line());
    return switch (cut.lack()) {
      case INTERFACE ->
          Diagnosis.broken(
              "uplink missing",
              "The uplink " + line + ": " + cut.why() + ".",
              "correct the name under uplinks, or bring the interface up");
      case CARRIER ->
          Diagnosis.broken(
              "uplink without carrier",
              "The uplink " + line + ": " + cut.why() + ".",
              "look at the cable, the modem and its power");
      case ADDRESS ->
          Diagnosis.broken(
              "uplink without address",
              "The uplink " + line + ": " + cut.why() + ".",
              "see whether its DHCP client, PPP session or static address is in order");
      case ROUTE ->
          Diagnosis.broken(
              "uplink without route",
              "The uplink " + line + " has an address, but " + cut.why() + ".",
              "give it a default route: ip route add default via GATEWAY dev "
                  + cut.line().uplink());
    };
  }

  private static Diagnosis noWay(Symptom.NoWay no) {
    if (no.defaults().isEmpty()) {
      return Diagnosis.broken(
          "no route to the Internet",
          "This machine has no " + no.family().describe() + " default route: " + no.why() + ".",
          "see whether the uplink's DHCP client or PPP session is in order");
    }
    DefaultRoute route = no.defaults().getFirst();
    return Diagnosis.broken(
        "default route that no rule selects",
        "The only "
            + no.family().describe()
            + " default route, by "
            + route.interfaceName()
            + ", stands in table "
            + route.table()
            + ", and no rule sends packets there.",
        ip(no.family()) + " rule add lookup " + route.table());
  }

  private Diagnosis withoutRoute(Symptom.Ipv6WithoutRoute bare) {
    return Diagnosis.brokenIf(
        setting.published().contains(AddressFamily.IPV6),
        "IPv6 without route",
        bare.interfaceName()
            + " has the IPv6 address "
            + bare.address()
            + ", but no IPv6 route leads to the Internet: programs try it first and wait in vain.",
        "let router advertisements in (sysctl net.ipv6.conf."
            + bare.interfaceName()
            + ".accept_ra=2 on a machine that forwards), or take the address away");
  }

  // --- a packet from here leaves elsewhere -------------------------------------------------------

  private static Optional<Diagnosis> strayed(Symptom.Leaving leaving) {
    String how =
        switch (leaving.bySource()) {
          case RouteAnswer.Leaves leaves
              when leaves.interfaceName().equals(leaving.interfaceName()) ->
              "";
          case RouteAnswer.Leaves leaves ->
              "leave by "
                  + leaves.interfaceName()
                  + ", where they are dropped, and so are the answers to whoever connects by "
                  + leaving.interfaceName();
          case RouteAnswer.Unreachable(var why) -> "do not leave at all: " + why;
          case RouteAnswer.Unknown _ -> ""; // Not known is not wrong.
        };
    return how.isEmpty() ? Optional.empty() : Optional.of(strayed(leaving, how));
  }

  private static Diagnosis strayed(Symptom.Leaving leaving, String how) {
    String what =
        "Packets from " + leaving.source() + " (uplink " + words(leaving.line()) + ") " + how;
    Optional<DefaultRoute> own =
        leaving.defaults().stream()
            .filter(route -> route.table() != DefaultRoute.MAIN_TABLE)
            .findFirst();
    String ip = ip(leaving.line().family());
    if (own.isPresent()) {
      int table = own.get().table();
      return Diagnosis.broken(
          "wrong source rule",
          what + "; its default route stands in table " + table + ", which no rule selects for it.",
          ip + " rule add from " + leaving.source() + " lookup " + table);
    }
    boolean routed =
        leaving.tied() instanceof RouteAnswer.Leaves tied
            && (tied.matched() == Matched.DEFAULT || tied.matched() == Matched.SHARED_DEFAULT);
    String gateway =
        leaving.defaults().stream()
            .flatMap(route -> route.gateway().stream())
            .findFirst()
            .map(Object::toString)
            .orElse("GATEWAY");
    return Diagnosis.broken(
        "wrong source rule",
        what + (routed ? ": no rule by source." : ": it has neither a default route nor a rule."),
        "a table of its own and a rule: %s route add default via %s dev %s table 102; %s rule add from %s lookup 102"
            .formatted(ip, gateway, leaving.interfaceName(), ip, leaving.source()));
  }

  // --- nothing comes back ------------------------------------------------------------------------

  private Set<Line> lines() {
    return findings.all(Symptom.Leaving.class).stream()
        .map(Symptom.Leaving::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Asked in several ways, and not one sign of life. */
  boolean isDead(Line line) {
    return !hasStrayed(line) && wasTried(line) && !lives(line);
  }

  /** Whether all lines that there are carry nothing, so that other complaints are consequences. */
  boolean allDead() {
    return lines().stream().noneMatch(this::lives);
  }

  private boolean hasStrayed(Line line) {
    return findings.all(Symptom.Leaving.class).stream()
        .anyMatch(leaving -> leaving.line().equals(line) && strayed(leaving).isPresent());
  }

  private boolean wasTried(Line line) {
    return beyond(line).stream().anyMatch(probed -> probed.probe() instanceof Probe.Silent)
        || findings.all(Symptom.ProviderHost.class).stream().anyMatch(p -> p.line().equals(line));
  }

  private List<Symptom.Probed> beyond(Line line) {
    return findings.all(Symptom.Probed.class).stream()
        .filter(probed -> probed.line().equals(line) && !probed.gateway())
        .toList();
  }

  private boolean lives(Line line) {
    return beyond(line).stream().anyMatch(probed -> probed.probe() instanceof Probe.Answered)
        || findings.all(Symptom.Said.class).stream()
            .anyMatch(
                said -> said.line().equals(line) && said.votes().stream().anyMatch(Lines::far))
        || findings.all(Symptom.Web.class).stream()
            .anyMatch(web -> web.line().equals(line) && !(web.reply() instanceof Reply.Silence))
        || findings.all(Symptom.ProviderHost.class).stream()
            .anyMatch(p -> p.line().equals(line) && p.why().isEmpty());
  }

  private static boolean far(Vote vote) {
    boolean near = vote.by().local() || vote.by().kind().equals("router");
    return !near && vote.heard() instanceof Heard.Address;
  }

  private Diagnosis dead(Line line) {
    boolean gateway =
        findings.all(Symptom.Probed.class).stream()
            .anyMatch(
                probed ->
                    probed.line().equals(line)
                        && probed.gateway()
                        && probed.probe() instanceof Probe.Answered);
    return Diagnosis.broken(
        "uplink without answer",
        "Nothing on the Internet answers by the uplink "
            + words(line)
            + (gateway
                ? ", although its gateway does: the trouble is at your provider."
                : ", and neither does its gateway."),
        gateway
            ? "nothing can be done here; two uplinks and uplinks: failover keep the names right"
            : "look at the modem or router in front, then call the provider");
  }

  /** Alive, but not for those who are probed: then it would be counted as dead. */
  private Optional<Diagnosis> deaf(Line line) {
    List<Symptom.Probed> probed = beyond(line);
    boolean allSilent =
        !probed.isEmpty() && probed.stream().allMatch(p -> p.probe() instanceof Probe.Silent);
    return allSilent && setting.mode() != Mode.SINGLE && lives(line) && !hasStrayed(line)
        ? Optional.of(
            Diagnosis.warning(
                "probe hosts do not answer",
                "The uplink "
                    + words(line)
                    + " works, but none of the hosts that it is probed by answers, so it counts as"
                    + " down.",
                "name hosts that answer under uplinks, probe, hosts; or another method under by"))
        : Optional.empty();
  }

  private static Diagnosis several(Symptom.SeveralUplinks several) {
    return Diagnosis.warning(
        "two uplinks, one is used",
        String.join(" and ", several.interfaceNames())
            + " both have a default route, and nothing watches whether they work.",
        "write uplinks: failover, and names follow the uplink that works");
  }

  private static String ip(AddressFamily family) {
    return family == AddressFamily.IPV6 ? "ip -6" : "ip";
  }

  static String words(Line line) {
    return line.uplink() + " (" + line.family().describe() + ")";
  }
}
