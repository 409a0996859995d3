package homeport.testkit.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A private set of mount, network and process namespaces, held open by one small process.
 *
 * <p>The holder ends when its standard input does, so also when this process is killed; it is the
 * first process of its process namespace, so the kernel then kills every program in the lab and
 * takes the network away. Nothing needs names that differ between labs, and nothing is left.
 */
final class Holder implements AutoCloseable {
  private static final String HOLD =
      "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up"
          + " && echo ready && exec cat >/dev/null";

  private final Running unshare;
  private final List<String> enter;

  private Holder(Running unshare, List<String> enter) {
    this.unshare = unshare;
    this.enter = enter;
  }

  /** Starts one, as root if we are, otherwise as the root of a user namespace of its own. */
  static Holder start() {
    if ("root".equals(System.getProperty("user.name"))) {
      try {
        return start(false);
      } catch (LabFailure asRoot) {
        // A container's root may lack the capability and still be given user namespaces.
        try {
          return start(true);
        } catch (LabFailure asUser) {
          asRoot.addSuppressed(asUser);
          throw asRoot;
        }
      }
    }
    return start(true);
  }

  private static Holder start(boolean asUser) {
    var command = new ArrayList<>(List.of("unshare"));
    if (asUser) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("sh", "-c", HOLD));
    var unshare = Running.start("unshare", command, true);
    try {
      unshare.await("namespaces", "ready"::equals, Duration.ofSeconds(10));
    } catch (LabFailure e) {
      unshare.close();
      throw e;
    }
    var enter = new ArrayList<>(List.of("nsenter", "-t", Long.toString(unshare.pid())));
    if (asUser) {
      enter.addAll(List.of("--user", "--preserve-credentials"));
    }
    enter.addAll(List.of("--mount", "--net", "--pid"));
    return new Holder(unshare, List.copyOf(enter));
  }

  /** The command, made to run inside. */
  List<String> inside(List<String> command) {
    var all = new ArrayList<>(enter);
    all.addAll(command);
    return all;
  }

  /** The number of the process that holds everything; when it has ended, nothing is left. */
  long pid() {
    return unshare.pid();
  }

  @Override
  public void close() {
    unshare.close();
  }

  /** Runs a shell script inside; any command in it that fails is a failure. */
  void script(String script) {
    Commands.run(inside(List.of("sh", "-euc", script)), true);
  }
}
