package homeport.testkit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One host of the lab: a network namespace in which real programs run. */
public final class Namespace implements Place {
  private final Holder holder;
  private final String name;
  private final Path directory;
  private final List<Running> started = new ArrayList<>();

  Namespace(Holder holder, String name, Path directory) {
    this.holder = holder;
    this.name = name;
    this.directory = directory;
  }

  public String name() {
    return name;
  }

  /** Starts a program; it is killed at the latest when the lab closes. */
  @Override
  public Running start(List<String> command) {
    var running = Running.start(name + ": " + command.getLast(), wrapped(command), true);
    started.add(running);
    return running;
  }

  /**
   * Runs a command to its end and returns its output.
   *
   * @throws LabFailure when its exit status is not 0
   */
  public String run(String... command) {
    return Commands.run(wrapped(List.of(command)), true);
  }

  /** Runs one {@code ip} command, its words separated by spaces. */
  public String ip(String words) {
    return Commands.run(holder.inside(List.of("sh", "-c", "ip -n " + name + " " + words)), true);
  }

  void close() {
    started.reversed().forEach(Running::close);
  }

  /** As {@code ip netns exec} with the lab's own name files laid over the machine's. */
  private List<String> wrapped(List<String> command) {
    var script =
        "for f in hosts resolv.conf; do mount --bind "
            + directory
            + "/$f /etc/$f; done; exec \"$@\"";
    var all = new ArrayList<>(List.of("ip", "netns", "exec", name, "sh", "-ec", script, "sh"));
    all.addAll(command);
    return holder.inside(all);
  }
}
