package homeport.e2e.server;

import homeport.kit.BadJson;
import homeport.kit.Certificates;
import homeport.kit.Json;
import homeport.kit.Trust;
import homeport.testkit.lab.Dig;
import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Place;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's real process on a directory of its own, with free ports of loopback that change at
 * each start, and its command line.
 */
final class RealServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Programs programs = Programs.find();
  private final Path directory;
  // Compiling well pays off after longer than a test lasts.
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final List<String> serving = new ArrayList<>();
  private List<String> wrapper = List.of();
  private @Nullable Running process;

  /**
   * Writes the configuration; starts nothing.
   *
   * @param directory an existing one, with a short path; its {@code data} is the data directory
   */
  RealServer(Path directory) {
    this.directory = directory;
    write(config(), CONFIG);
  }

  /** The configuration that it is started with. */
  static final String CONFIG =
      """
      data: data
      name-servers: [ns1.example.org, ns2.example.org]
      https:
        listen: 127.0.0.1:0
        names: [localhost, 127.0.0.1]
      http:
        listen: 127.0.0.1:0
      dns:
        listen: 127.0.0.1:0
      """;

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LabFailure("cannot write " + file, e);
    }
  }

  Path config() {
    return directory.resolve("server.yaml");
  }

  Path data() {
    return directory.resolve("data");
  }

  /** The authority that clients have to trust. */
  Path authority() {
    return Certificates.authorityFile(data().resolve("certificates"));
  }

  Trust trust() {
    return Certificates.trusting(authority());
  }

  /** Starts it from now on by this command, which runs the rest of its command line. */
  RealServer under(List<String> command) {
    wrapper = List.copyOf(command);
    return this;
  }

  /** Keeps its loaded classes in a file at an orderly end, so that it starts sooner after that. */
  RealServer quick() {
    var classes = directory.resolve("classes.jsa");
    serving.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + classes));
    serving.addAll(List.of("-Xlog:cds*=off", "-Xlog:aot*=off"));
    return this;
  }

  /** Starts it and waits until it answers. */
  RealServer start() {
    process = launch();
    process().await("word that it is ready", line -> line.startsWith("ready"), LIMIT);
    return this;
  }

  /** Starts it and waits for nothing. */
  Running launch() {
    var command = new ArrayList<>(wrapper);
    command.addAll(command("serve"));
    command.addAll(wrapper.size() + 1, serving);
    return Running.start("server", command);
  }

  Running process() {
    if (process == null) {
      throw new LabFailure("the server was not started");
    }
    return process;
  }

  /** Where it said that it listens. */
  int port(String protocol) {
    var line = process().await(protocol, text -> text.startsWith(protocol + " on "), LIMIT);
    return Integer.parseInt(line.replaceFirst(".* on [^ ]*:(\\d+).*", "$1"));
  }

  Dig dig() {
    return new Dig(Place.HERE, "127.0.0.1", port("dns"));
  }

  /** A kept connection to its update door, by TLS. */
  UpdateClient secure(Login login) throws IOException {
    return UpdateClient.secure(trust(), port("https"), login);
  }

  /** A kept connection to its update door, without TLS. */
  UpdateClient plain(Login login) throws IOException {
    return UpdateClient.plain(port("http"), login);
  }

  /** As {@code kill -9}. */
  void kill() {
    process().kill();
  }

  /** Asks it to stop; returns its exit status. */
  int stop() {
    return process().terminate(LIMIT);
  }

  /** What a command printed, and how it ended. */
  record Said(int status, String text) {}

  /** Types a command; whatever comes of it is returned. */
  Said type(String... words) {
    try (var running = Place.HERE.start(command(words))) {
      var status = running.waitFor(LIMIT);
      return new Said(status, String.join("\n", running.lines()));
    }
  }

  /** Types a command that must be carried out; returns what it printed. */
  String order(String... words) {
    var said = type(words);
    if (said.status() != 0) {
      throw new LabFailure("%s: %s".formatted(String.join(" ", words), said));
    }
    return said.text();
  }

  private List<String> command(String... words) {
    var command = new ArrayList<>(programs.server(words));
    command.addAll(List.of("--config", config().toString()));
    command.addAll(1, QUICK);
    return command;
  }

  /** Makes an update credential. */
  Login credential(String account, String... options) {
    var words = new ArrayList<>(List.of("credential", "add", account, "--json"));
    words.addAll(List.of(options));
    return Login.of(order(words.toArray(String[]::new)));
  }

  /** User name and password of an update credential. */
  record Login(String user, String password) {
    private static Login of(String json) {
      try {
        Map<String, ?> map = Json.readMap(json);
        return new Login(String.valueOf(map.get("user")), String.valueOf(map.get("password")));
      } catch (BadJson e) {
        throw new LabFailure("no credential: " + json, e);
      }
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
