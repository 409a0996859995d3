package homeport.agent.sim;

import java.util.ArrayList;
import java.util.List;

/** Makes a story short that breaks a rule: leaves out what does not matter (delta debugging). */
final class Shrinking {
  private Shrinking() {}

  /** A part of the story that still breaks this rule, and of which no line can be left out. */
  static Story of(Story story, Life.Report report, Program.Maker maker) {
    int rule = report.rule();
    Story best = story.until(report.lived().plusHours(1));
    int parts = 2;
    while (parts <= Math.max(2, best.lines().size())) {
      Story shorter = without(best, parts, rule, maker);
      if (shorter.lines().size() < best.lines().size()) {
        best = shorter;
        parts = Math.max(2, parts - 1);
      } else if (parts >= best.lines().size()) {
        break;
      } else {
        parts = Math.min(best.lines().size(), parts * 2);
      }
    }
    return best;
  }

  /** Leaves out one part of so many, if the rest still breaks the rule. */
  private static Story without(Story story, int parts, int rule, Program.Maker maker) {
    List<Story.Line> lines = story.lines();
    // From the end: what comes after the break matters least.
    for (int part = parts - 1; part >= 0; part--) {
      int from = lines.size() * part / parts;
      int to = lines.size() * (part + 1) / parts;
      if (from < to) {
        var rest = new ArrayList<>(lines.subList(0, from));
        rest.addAll(lines.subList(to, lines.size()));
        Story shorter = story.with(rest);
        if (Life.of(shorter, maker).rule() == rule) {
          return shorter;
        }
      }
    }
    return story;
  }
}
