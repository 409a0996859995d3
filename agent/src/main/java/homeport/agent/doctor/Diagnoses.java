package homeport.agent.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong, from what was found. Causes are told, and not what follows from them. */
public final class Diagnoses {
  private Diagnoses() {}

  /** Everything that is wrong, worst first, each once; empty if all is well. */
  public static List<Diagnosis> of(Setting setting, List<Symptom> symptoms) {
    var findings = new Findings(symptoms);
    var machine = new Machine(setting, findings);
    var lines = new Lines(setting, findings);
    var dns = new NameService(setting, findings);
    var found = new ArrayList<Diagnosis>(machine.configuration());
    found.addAll(lines.diagnoses());
    List<Diagnosis> between = new PublicAddress(setting, findings, lines).diagnoses();
    found.addAll(between);
    boolean outside =
        !lines.allDead() && between.stream().noneMatch(d -> d.name().equals("captive portal"));
    if (outside) {
      found.addAll(dns.resolvers());
      found.addAll(dns.forgeries());
      found.addAll(providers(findings, lines));
    }
    found.addAll(blocked(findings));
    if (outside) {
      found.addAll(dns.names());
    }
    found.addAll(machine.diagnoses());
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Diagnosis::severity)) // stable: causes stay before the rest
        .toList();
  }

  /** The exit status: 0 all is well (notes do not count), 1 warnings, 2 something is broken. */
  public static int status(List<Diagnosis> diagnoses) {
    return switch (diagnoses.stream()
        .map(Diagnosis::severity)
        .min(Comparator.naturalOrder())
        .orElse(Severity.NOTE)) {
      case BROKEN -> 2;
      case WARNING -> 1;
      case NOTE -> 0;
    };
  }

  private static List<Diagnosis> providers(Findings findings, Lines lines) {
    return findings.all(Symptom.ProviderHost.class).stream()
        .filter(host -> host.why().isPresent() && !lines.isDead(host.line()))
        .map(
            host ->
                Diagnosis.broken(
                    "provider not reachable",
                    host.host()
                        + " cannot be reached by the uplink "
                        + Lines.words(host.line())
                        + ": "
                        + host.why().orElse("")
                        + ".",
                    "see whether a firewall is between; otherwise the provider is down, and the"
                        + " agent goes on when it is back"))
        .toList();
  }

  private static List<Diagnosis> blocked(Findings findings) {
    return findings.all(Symptom.Blocked.class).stream()
        .map(
            blocked ->
                Diagnosis.broken(
                    "name blocked",
                    blocked.name() + " is left alone: " + blocked.why() + ".",
                    blocked.remedy()
                        + "; then homeport-agent unblock "
                        + blocked.name()
                        + " (a changed password does it by itself)"))
        .toList();
  }
}
