package homeport.agent.doctor;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** DNS: the resolvers of this machine, and who answers in their place. */
record NameService(Setting setting, Findings findings) {
  /** So long name servers may need among themselves. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  List<Diagnosis> resolvers() {
    var found = new ArrayList<Diagnosis>();
    if (findings.has(Symptom.NoResolver.class)) {
      found.add(
          Diagnosis.broken(
              "no resolver",
              "This machine knows no name server, so it finds no provider.",
              "write one into /etc/resolv.conf, or have the DHCP client do it"));
    }
    List<Symptom.Resolver> asked = findings.all(Symptom.Resolver.class);
    List<Symptom.Resolver> dead = asked.stream().filter(r -> r.why().isPresent()).toList();
    if (!dead.isEmpty()) {
      boolean all = dead.size() == asked.size();
      String names =
          dead.stream()
              .map(r -> r.server() + " (" + r.why().orElse("") + ")")
              .collect(Collectors.joining(", "));
      found.add(
          Diagnosis.brokenIf(
              all,
              "resolver dead",
              (all ? "No name server of this machine answers: " : "A name server does not answer: ")
                  + names
                  + ".",
              "start it, or name one in /etc/resolv.conf that answers"));
    }
    return found;
  }

  List<Diagnosis> forgeries() {
    var found = new ArrayList<Diagnosis>();
    findings.all(Symptom.Intercepted.class).stream()
        .findFirst()
        .ifPresent(
            it ->
                found.add(
                    Diagnosis.warning(
                        "DNS hijack",
                        "Somebody between answers every question to port 53: "
                            + it.how()
                            + ". What name servers really say cannot be seen from here.",
                        "have the router or provider stop it (DNS redirection, parental control),"
                            + " or except this machine; else write name-servers: none")));
    findings.all(Symptom.Invented.class).stream()
        .findFirst()
        .ifPresent(
            it ->
                found.add(
                    Diagnosis.warning(
                        "NXDOMAIN rewritten",
                        "The name server "
                            + it.server()
                            + " answers "
                            + text(it.addresses())
                            + " for a name that does not exist.",
                        "use a name server that says the truth, or switch the provider's search"
                            + " page off")));
    for (Symptom.Resolved resolved : findings.all(Symptom.Resolved.class)) {
      List<IpAddress> special =
          resolved.addresses().stream().filter(a -> setting.special(a).isPresent()).toList();
      if (!special.isEmpty()) {
        found.add(
            Diagnosis.broken(
                "name server answers with special ranges",
                "The name server "
                    + resolved.server()
                    + " says that "
                    + resolved.name()
                    + " is "
                    + text(special)
                    + ", which is on no public machine.",
                "an ad blocker, a portal or a hijack: except the name, or use another name"
                    + " server"));
      }
    }
    return found;
  }

  /** Name servers that do not say what is published. */
  List<Diagnosis> names() {
    return findings.all(Symptom.NameSays.class).stream()
        .filter(said -> !said.says().equals(said.published()))
        .map(
            said ->
                Diagnosis.brokenIf(
                    said.age().compareTo(SETTLING) > 0,
                    "name server says something else",
                    said.server()
                        + " says that "
                        + said.name()
                        + " is "
                        + (said.says().isEmpty() ? "nothing" : text(said.says()))
                        + ", but "
                        + text(said.published())
                        + " was published.",
                    "wait a few minutes; then look for another program that updates it, or run"
                        + " homeport-agent update "
                        + said.name()))
        .toList();
  }

  private static String text(List<IpAddress> addresses) {
    return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
  }
}
