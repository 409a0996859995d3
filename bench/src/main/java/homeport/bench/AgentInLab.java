package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The real agent on the lab's firewall, one process with the flags that are shipped. */
final class AgentInLab implements AutoCloseable {
  static final String NAME = "agent.example.org";
  private static final Duration START = Duration.ofSeconds(60);

  private final Lab lab;
  private final Path folder;
  private final Running program;

  private AgentInLab(Lab lab, Path folder, Running program) {
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
    try {
      var own = Files.createDirectories(lab.directory().resolve(folder));
      var config = Files.writeString(own.resolve("agent.yaml"), config(own, provider));
      var command = Programs.find().shippedAgent("run", "--config", config.toString());
      var program = lab.fw().start(command);
      program.await("start", line -> line.contains(" keeps "), START);
      return new AgentInLab(lab, own, program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String config(Path folder, Provider provider) {
    return """
        state: %1$s/state
        control: %1$s/control.sock
        allow: [documentation]
        hosts:
          - hostname: %2$s
            provider: custom
            url: %3$s
            ca: %4$s
            user: %5$s
            password: '%6$s'
            address: outgoing
            name-servers: %7$s
            interval: 0
            refresh: 0
        """
        .formatted(
            folder,
            provider.hostname(),
            provider.url(),
            provider.ca(),
            provider.login().user(),
            provider.login().password(),
            provider.nameServers());
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
