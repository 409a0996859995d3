package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real server in the lab's Internet, with one name of one account. */
final class ServerInLab implements AutoCloseable {
  static final String ADDRESS = "203.0.113.30";
  static final String NAME = "fw.example.net";
  private static final Duration START = Duration.ofSeconds(60);

  private final Running program;
  private final Path certificate;
  private final AgentInLab.Login login;

  private ServerInLab(Running program, Path certificate, AgentInLab.Login login) {
    this.program = program;
    this.certificate = certificate;
    this.login = login;
  }

  static ServerInLab start(Lab lab) {
    var folder = lab.directory().resolve("server");
    var config = write(folder.resolve("server.yaml"));
    var program = lab.internet().start(Programs.find().server("serve", "--config", config));
    program.await("start", line -> line.contains("ready, with"), START);
    order(lab, config, "domain", "offer", "example.net");
    order(lab, config, "account", "add", "alice");
    order(lab, config, "hostname", "add", "alice", NAME);
    var shown = order(lab, config, "credential", "add", "alice");
    var login = new AgentInLab.Login(field(shown, "user"), field(shown, "password"));
    return new ServerInLab(program, folder.resolve("data/certificates/ca.pem"), login);
  }

  private static String write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          """
          data: data
          name-servers: [ns1.example.net]
          https:
            listen: %1$s:443
            names: [server.test, %1$s]
          dns:
            listen: %1$s:53
          """
              .formatted(ADDRESS));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String order(Lab lab, String config, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", config));
    var command = Programs.find().server(all.toArray(String[]::new));
    return lab.internet().run(command.toArray(String[]::new));
  }

  private static String field(String shown, String name) {
    return shown
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new LabFailure("no " + name + " in the server's answer"));
  }

  /** How the agent reaches it, and asks it afterwards. */
  AgentInLab.Provider provider() {
    return new AgentInLab.Provider(
        "https://server.test/nic/update", certificate, NAME, login, ADDRESS);
  }

  @Override
  public void close() {
    program.terminate(Duration.ofSeconds(20));
  }
}
