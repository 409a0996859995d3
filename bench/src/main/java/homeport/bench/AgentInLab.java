package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The real agent on the lab's firewall, one process with the flags that are shipped. */
final class AgentInLab implements AutoCloseable {
  static final String NAME = "agent.example.org";
  private static final Duration START = Duration.ofMinutes(3);

  private final Lab lab;
  private final Path folder;
  private final Running program;
  private final long startNanos;

  private AgentInLab(Lab lab, Path folder, Running program, long startNanos) {
    this.startNanos = startNanos;
    this.lab = lab;
    this.folder = folder;
    this.program = program;
  }

  /**
   * How it reaches its provider.
   *
   * @param url of the update door
   * @param ca the only certificate to trust
   * @param hostname what it keeps
   * @param login user name and password
   * @param nameServers whom it asks afterwards, or {@code none}
   */
  record Provider(String url, Path ca, String hostname, Login login, String nameServers) {
    static Provider mock(Lab lab, String scheme) {
      return new Provider(
          scheme + "://provider.test/nic/update",
          lab.services().certificate(),
          NAME,
          new Login("bench", "bench"),
          "none");
    }
  }

  /** For HTTP's basic authentication. */
  record Login(String user, String password) {}

  /** Starts it in its own folder; with the same folder again it remembers what it did. */
  static AgentInLab start(Lab lab, String folder, Provider provider) {
    return start(lab, folder, "", List.of(host(provider, "outgoing")));
  }

  /**
   * Starts it for these hosts.
   *
   * @param top more lines for the top of the configuration
   * @param hosts each as a flow mapping; see {@link #host}
   */
  static AgentInLab start(Lab lab, String folder, String top, List<String> hosts) {
    return start(lab, folder, "", top, hosts);
  }

  /**
   * Starts it in a profile of its start-up.
   *
   * @param profile such as {@code small}; empty for the usual one
   */
  static AgentInLab start(Lab lab, String folder, String profile, String top, List<String> hosts) {
    try {
      var own = Files.createDirectories(lab.directory().resolve(folder));
      var config = Files.writeString(own.resolve("agent.yaml"), config(own, top, hosts));
      var command = new ArrayList<>(List.of("env", "HOMEPORT_PROFILE=" + profile));
      command.addAll(Programs.find().shippedAgent("run", "--config", config.toString()));
      var began = System.nanoTime();
      var program = lab.fw().start(command);
      program.await("start", line -> line.contains(" keeps "), START);
      return new AgentInLab(lab, own, program, System.nanoTime() - began);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String config(Path folder, String top, List<String> hosts) {
    return """
        state: %1$s/state
        control: %1$s/control.sock
        allow: [documentation]
        %2$shosts:
        """
            .formatted(folder, top)
        + hosts.stream().map(host -> "  - " + host + "\n").collect(Collectors.joining());
  }

  /** A host of the configuration, on one line. */
  static String host(Provider provider, String address) {
    return "{hostname: %s, provider: custom, url: '%s', ca: %s, user: %s, password: '%s', address: %s, name-servers: %s, interval: 0, refresh: 0}"
        .formatted(
            provider.hostname(),
            provider.url(),
            provider.ca(),
            provider.login().user(),
            provider.login().password(),
            address,
            provider.nameServers());
  }

  /** From the start of the process until it said that it keeps its names. */
  long startNanos() {
    return startNanos;
  }

  Lab lab() {
    return lab;
  }

  Path folder() {
    return folder;
  }

  Running program() {
    return program;
  }

  @Override
  public void close() {
    program.terminate(Duration.ofSeconds(20));
  }
}
