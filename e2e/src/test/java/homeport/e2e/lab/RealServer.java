package homeport.e2e.lab;

import homeport.server.admin.ControlSocket;
import homeport.server.admin.DataDirectory;
import homeport.server.admin.Reply;
import homeport.server.admin.Request;
import homeport.testkit.lab.Lab;
import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** homeport-server in the lab's Internet: 203.0.113.30 and 2001:db8:cafe::30. */
final class RealServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      data: %s
      name-servers: [ns1.homeport.test]
      https:
        listen: ["203.0.113.30:443", "[2001:db8:cafe::30]:443"]
        names: [server.test, server6.test]
      http:
        listen: ["203.0.113.30:80"]
      dns:
        listen: ["203.0.113.30:53", "[2001:db8:cafe::30]:53"]
      stun:
        listen: ["203.0.113.30:3478", "[2001:db8:cafe::30]:3478"]
      limits:
        unchanged-per-hour: 100000
      """;

  private final Path data;
  private final Running program;

  private RealServer(Path data, Running program) {
    this.data = data;
    this.program = program;
  }

  static RealServer start(Lab lab) {
    var data = lab.directory().resolve("server");
    var file = lab.directory().resolve("server.yaml");
    try {
      Files.writeString(file, CONFIG.formatted(data));
    } catch (IOException e) {
      throw new LabFailure("no configuration of the server", e);
    }
    var program =
        lab.internet().start(Programs.find().server("serve", "--config", file.toString()));
    program.await("readiness", line -> line.startsWith("ready"), LIMIT);
    var server = new RealServer(data, program);
    server.order("account add", Map.of("account", "alice"));
    server.order("domain offer", Map.of("domain", "homeport.test"));
    return server;
  }

  /** The CA that it made for itself, PEM. */
  Path ca() {
    return data.resolve("certificates").resolve("ca.pem");
  }

  void hostname(String name) {
    order("hostname add", Map.of("account", "alice", "hostname", List.of(name)));
  }

  void hostname(String name, String group) {
    order("hostname add", Map.of("account", "alice", "hostname", List.of(name), "group", group));
  }

  void group(String name) {
    order("group add", Map.of("account", "alice", "group", name));
  }

  /** A login for updates. */
  Login credential(String group) {
    var made = order("credential add", Map.of("account", "alice", "group", group)).data();
    return new Login(String.valueOf(made.get("user")), String.valueOf(made.get("password")));
  }

  /** A user name and password for updates. */
  record Login(String user, String password) {}

  private Reply order(String order, Map<String, Object> words) {
    var reply =
        ControlSocket.ask(DataDirectory.controlSocket(data), new Request(order, words))
            .orElseThrow(() -> new LabFailure("the server is gone\n" + program.tail()));
    if (!reply.fine()) {
      throw new LabFailure(order + ": " + reply.text() + "\n" + program.tail());
    }
    return reply;
  }
}
