package homeport.agent;

import homeport.agent.config.Config;
import homeport.agent.config.Fingerprint;
import homeport.agent.journal.Entry;
import homeport.agent.journal.Journal;
import homeport.agent.pace.Block;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How blocks end: by other settings than those that were refused, or by a person's command. */
final class Blocks {
  private final Journal journal;
  private final Fingerprint fingerprint;
  private final String version;
  private final Log log;

  Blocks(Journal journal, Fingerprint fingerprint, String version, Log log) {
    this.journal = journal;
    this.fingerprint = fingerprint;
    this.version = version;
    this.log = log;
  }

  void endWhereSettingsChanged(Config config) {
    Set<Subject> concerned = new HashSet<>();
    config.hosts().stream()
        .flatMap(host -> host.targets().stream())
        .forEach(target -> concerned.addAll(subjects(target)));
    var ended = new LinkedHashMap<Subject, Standing>();
    journal
        .memory()
        .standings()
        .forEach(
            (subject, standing) -> {
              Optional<Block> block = standing.block();
              if (block.isPresent()
                  && concerned.contains(subject)
                  && !block.get().settings().equals(fingerprint.of(subject, config, version))) {
                ended.put(subject, standing.forgiven());
              }
            });
    end(ended, "its settings changed");
  }

  /** Ends whatever blocks these targets or holds them back. */
  String end(List<Target> targets) {
    var ended = new LinkedHashMap<Subject, Standing>();
    for (Target target : targets) {
      for (Subject subject : subjects(target)) {
        Standing standing = journal.memory().standing(subject);
        if (standing.block().isPresent() || standing.pause().isPresent()) {
          ended.put(subject, standing.forgiven());
        }
      }
    }
    end(ended, "by command");
    return ended.isEmpty()
        ? "Nothing blocked it; it is looked at now."
        : "No longer blocked: " + names(ended) + ". It is looked at now.";
  }

  private void end(Map<Subject, Standing> ended, String why) {
    if (!ended.isEmpty()) {
      String text = names(ended) + ": no longer blocked, " + why;
      log.say(text);
      journal.append(new Entry("unblocked", text, Map.of(), Map.of(), ended)).ifPresent(log::warn);
    }
  }

  private static String names(Map<Subject, Standing> ended) {
    return ended.keySet().stream()
        .map(Subject::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Set<Subject> subjects(Target target) {
    return Set.of(
        Subject.of(Scope.HOST, target),
        Subject.of(Scope.ACCOUNT, target),
        Subject.of(Scope.PROVIDER, target));
  }
}
