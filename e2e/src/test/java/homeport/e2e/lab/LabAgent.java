package homeport.e2e.lab;

import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** homeport-agent on the lab's firewall, with a directory of its own. */
final class LabAgent implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Scene scene;
  private final Path directory;
  private final Path file;
  private String top = "allow: [documentation]\n";
  private String javaOptions = "";
  private @Nullable Running program;

  LabAgent(Scene scene, List<HostText> hosts) {
    this.scene = scene;
    try {
      directory = Files.createTempDirectory(scene.lab().directory(), "agent");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file = directory.resolve("agent.yaml");
    configure(hosts);
  }

  /** Settings above the hosts. */
  LabAgent top(String text, HostText... hosts) {
    top = text;
    configure(List.of(hosts));
    return this;
  }

  /** Options of the virtual machine. */
  LabAgent javaOptions(String options) {
    javaOptions = options;
    return this;
  }

  /** Writes the configuration, at one stroke. */
  void configure(List<HostText> hosts) {
    var places =
        "state: %s\ncontrol: %s\n"
            .formatted(directory.resolve("state"), directory.resolve("control"));
    var all = hosts.stream().map(HostText::text).collect(Collectors.joining());
    write(top + places + "hosts:\n" + all);
  }

  void write(String text) {
    try {
      var next = directory.resolve("agent.yaml.next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, or starts it again; it hears the network when this returns. */
  LabAgent run() {
    program = scene.lab().fw().start(command("run"));
    running()
        .await(
            "start", line -> line.contains("homeport-agent ") && line.contains(" keeps "), LIMIT);
    return this;
  }

  /** Another command of the agent; returns what it printed. */
  String tell(String... arguments) {
    try (var command = scene.lab().fw().start(command(arguments))) {
      command.waitFor(LIMIT);
      return String.join("\n", command.lines());
    }
  }

  /** What the command doctor said, and its exit status. */
  record Told(int status, String text) {}

  /** Has the firewall examined, beside the running agent or without one. */
  Told doctor() {
    try (var command = scene.lab().fw().start(command("doctor"))) {
      int status = command.waitFor(LIMIT);
      return new Told(status, String.join("\n", command.lines()).strip());
    }
  }

  private List<String> command(String... arguments) {
    var all = new ArrayList<String>();
    if (!javaOptions.isEmpty()) {
      all.addAll(List.of("env", "JDK_JAVA_OPTIONS=" + javaOptions));
    }
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--config", file.toString()));
    all.addAll(Programs.find().agent(words.toArray(String[]::new)));
    return all;
  }

  Running running() {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }

  /** Waits for a word in its log since the mark. */
  String logged(int mark, String word) {
    return running().awaitFrom(mark, "\"" + word + "\" in the log", l -> l.contains(word), LIMIT);
  }

  int mark() {
    return running().mark();
  }

  String tail() {
    return program == null ? "" : program.tail();
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}
