package homeport.agent.sim;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens in one life, and when.
 *
 * @param seed decides everything else: delays, the order of what happens at once
 * @param scene what it is set in
 * @param hosts configured at the beginning
 * @param length of the life
 */
record Story(
    long seed, Scene scene, List<Settings.HostEntry> hosts, List<Line> lines, Duration length) {

  /** One thing at its time since the beginning. */
  record Line(Duration at, Happening what) {
    @Override
    public String toString() {
      return String.format(
          "  day %3d %02d:%02d:%02d.%03d  %s",
          at.toDays(),
          at.toHoursPart(),
          at.toMinutesPart(),
          at.toSecondsPart(),
          at.toMillisPart(),
          what);
    }
  }

  Story {
    hosts = List.copyOf(hosts);
    lines = List.copyOf(lines);
  }

  /** What happens until then. */
  Story until(Duration end) {
    return new Story(
        seed,
        scene,
        hosts,
        lines.stream().filter(line -> line.at().compareTo(end) <= 0).toList(),
        end);
  }

  Story with(List<Line> others) {
    return new Story(seed, scene, hosts, others, length);
  }

  @Override
  public String toString() {
    return Stream.concat(
            Stream.concat(
                Stream.of("  the scene             " + scene),
                hosts.stream().map(host -> "  at first              " + host)),
            lines.stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
