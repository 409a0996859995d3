package homeport.agent.doctor;

import homeport.agent.doctor.Reply.BadCertificate;
import homeport.agent.doctor.Reply.BadCertificate.Flaw;
import homeport.agent.doctor.Reply.Strange;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Nat;
import homeport.agent.plan.Vote;
import homeport.agent.uplink.Line;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands between this machine and the Internet: translations, portals, forged answers. */
record PublicAddress(Setting setting, Findings findings, Lines lines) {
  private static final int NETWORK_LOGIN_REQUIRED = 511; // RFC 6585, 6

  List<Diagnosis> diagnoses() {
    var found = new ArrayList<Diagnosis>();
    for (Symptom.Said said : findings.said()) {
      Optional<Diagnosis> portal = portal(said.line());
      Optional<Diagnosis> nat = translation(said);
      portal.ifPresent(found::add);
      nat.ifPresent(found::add);
      if (portal.isEmpty() && !lines.isDead(said.line())) {
        boolean certificates = certificates(said.line()).map(found::add).orElse(false);
        if (nat.isEmpty() && !certificates) {
          voices(said).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  // --- translations ------------------------------------------------------------------------------

  private Optional<Diagnosis> translation(Symptom.Said said) {
    Optional<AddressRange> own = setting.special(said.source());
    Optional<Heard.Behind> behind =
        said.votes().stream()
            .flatMap(vote -> vote.heard() instanceof Heard.Behind b ? Stream.of(b) : Stream.empty())
            .filter(b -> !setting.allowed().contains(b.range()))
            .min(Comparator.comparingInt(b -> b.isCarriers() ? 0 : 1));
    if (own.filter(range -> new Heard.Behind(said.source(), range).isCarriers()).isPresent()) {
      return Optional.of(cgnat(said.line(), "it has only " + said.source()));
    }
    if (behind.isPresent() && behind.get().isCarriers()) {
      return Optional.of(
          cgnat(said.line(), "the router in front has only " + behind.get().router()));
    }
    if (behind.isPresent()) {
      return Optional.of(
          doubleNat(
              said,
              "The router in front of "
                  + said.line().uplink()
                  + " has only "
                  + behind.get().router()
                  + " itself ("
                  + behind.get().range().describe()
                  + "), so another router translates behind it"));
    }
    Set<IpAddress> seen =
        said.votes().stream()
            .filter(PublicAddress::isFar)
            .map(PublicAddress::address)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean other = seen.size() == 1 && !seen.contains(said.source());
    if (own.isEmpty() && other && said.line().family() == AddressFamily.IPV4) {
      return Optional.of(
          doubleNat(
              said,
              "The uplink "
                  + said.line().uplink()
                  + " has "
                  + said.source()
                  + ", but the Internet sees "
                  + seen.iterator().next()
                  + ": somebody beyond it translates"));
    }
    return own.isPresent() && setting.own().contains(said.line().family())
        ? Optional.of(
            Diagnosis.broken(
                "address not public",
                Lines.words(said.line())
                    + " has "
                    + said.source()
                    + " ("
                    + own.get().describe()
                    + "), which is not published: nobody reaches it from the Internet.",
                "write address: detected, and forward the ports in the router in front"))
        : Optional.empty();
  }

  private static Diagnosis cgnat(Line line, String why) {
    String sentence = Character.toUpperCase(Nat.CGNAT.charAt(0)) + Nat.CGNAT.substring(1);
    return Diagnosis.broken(
        "CGNAT", sentence + " (uplink " + line.uplink() + ": " + why + ").", Nat.CGNAT_REMEDY);
  }

  private Diagnosis doubleNat(Symptom.Said said, String why) {
    boolean wrong = setting.own().contains(said.line().family());
    return Diagnosis.brokenIf(
        wrong,
        "double NAT",
        why
            + ". "
            + (wrong
                ? "Whoever connects to the address of this machine does not get here."
                : "Connections from outside get here only if each of them forwards."),
        (wrong ? "write address: detected; " : "")
            + "forward the ports in every router between, or set the inner one to bridge mode");
  }

  // --- somebody between --------------------------------------------------------------------------

  private List<Symptom.Web> webs(Line line) {
    return findings.all(Symptom.Web.class).stream().filter(web -> web.line().equals(line)).toList();
  }

  /** No web server says what it should, and one sends us somewhere else. */
  private Optional<Diagnosis> portal(Line line) {
    List<Symptom.Web> webs = webs(line);
    if (webs.stream().anyMatch(web -> web.encrypted() && web.reply() instanceof Reply.Fine)) {
      return Optional.empty();
    }
    return webs.stream()
        .filter(web -> web.reply() instanceof Strange strange && isPortals(strange))
        .findFirst()
        .map(
            web ->
                Diagnosis.broken(
                    "captive portal",
                    "Somebody answers in place of the Internet at the uplink "
                        + Lines.words(line)
                        + ": "
                        + web.host()
                        + " "
                        + describe((Strange) web.reply())
                        + ". Until somebody logs in there, nothing gets out.",
                    "open http://" + web.host() + "/ in a browser behind this uplink, and log in"));
  }

  private static boolean isPortals(Strange strange) {
    return strange.status() == NETWORK_LOGIN_REQUIRED
        || strange.elsewhere().isPresent()
        || strange.status() == 200;
  }

  private static String describe(Strange strange) {
    return strange
        .elsewhere()
        .map(host -> "sends us to " + host)
        .orElse(
            strange.status() == 200
                ? "shows a page in place of an address"
                : "answers with status " + strange.status());
  }

  private Optional<Diagnosis> certificates(Line line) {
    Map<Flaw, Set<String>> hosts = new TreeMap<>();
    webs(line)
        .forEach(
            web -> {
              if (web.reply() instanceof BadCertificate(var flaw)) {
                hosts.computeIfAbsent(flaw, _ -> new TreeSet<>()).add(web.host());
              }
            });
    Set<String> forged = new TreeSet<>(hosts.getOrDefault(Flaw.NOT_TRUSTED, Set.of()));
    forged.addAll(hosts.getOrDefault(Flaw.OTHER_NAME, Set.of()));
    if (forged.isEmpty()) {
      return Optional.empty();
    }
    boolean fine =
        webs(line).stream().anyMatch(w -> w.encrypted() && w.reply() instanceof Reply.Fine);
    if (fine) {
      return Optional.of(
          Diagnosis.warning(
              "certificate not trusted",
              String.join(", ", forged) + " shows a certificate that is not trusted here.",
              "take it out of sources, or name its CA there"));
    }
    return Optional.of(
        Diagnosis.broken(
            "intercepted TLS",
            "Somebody between opens encrypted connections by "
                + Lines.words(line)
                + ": "
                + String.join(", ", forged)
                + (forged.size() == 1 ? " shows a certificate" : " show certificates")
                + " that nobody trusts.",
            "find the proxy or virus filter that does it and except this machine; if it is your"
                + " own, give its CA to ca"));
  }

  // --- voices ------------------------------------------------------------------------------------

  private static boolean isFar(Vote vote) {
    return !vote.by().kind().equals("router")
        && !vote.by().local()
        && vote.heard() instanceof Heard.Address;
  }

  private static IpAddress address(Vote vote) {
    return ((Heard.Address) vote.heard()).address();
  }

  private Optional<Diagnosis> voices(Symptom.Said said) {
    boolean needed = setting.detected().contains(said.line().family());
    Map<IpAddress, List<String>> byAddress = new TreeMap<>();
    said.votes().stream()
        .filter(vote -> vote.heard() instanceof Heard.Address)
        .forEach(
            vote ->
                byAddress
                    .computeIfAbsent(address(vote), _ -> new ArrayList<>())
                    .add(vote.by().name()));
    if (byAddress.size() > 1) {
      String all =
          byAddress.entrySet().stream()
              .map(each -> String.join(", ", each.getValue()) + " says " + each.getKey())
              .collect(Collectors.joining("; "));
      long strong = byAddress.values().stream().filter(names -> names.size() > 1).count();
      return Optional.of(
          Diagnosis.brokenIf(
              needed && strong != 1,
              "address sources disagree",
              "By " + Lines.words(said.line()) + " " + all + ".",
              "a VPN, a proxy or a carrier with several addresses is between; name under sources"
                  + " those that see what you want"));
    }
    if (!byAddress.isEmpty() || !needed || said.votes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnosis.broken(
            "no address source answers",
            "By "
                + Lines.words(said.line())
                + " nobody tells the public address: "
                + said.votes().stream()
                    .map(Vote::describe)
                    .sorted()
                    .collect(Collectors.joining("; "))
                + ".",
            "let this machine reach the web (port 443), or name other sources"));
  }
}
