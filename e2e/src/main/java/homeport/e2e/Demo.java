package homeport.e2e;

import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The main job for real, on this machine: a server with an offered domain, and an agent that keeps
 * two names of it pointed at the address that traffic to the Internet leaves from.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DemoFolder folder;
  private final Programs programs;
  private final boolean once;

  private Demo(DemoFolder folder, Programs programs, boolean once) {
    this.folder = folder;
    this.programs = programs;
    this.once = once;
  }

  /** {@code [--once] [--dir DIRECTORY] [--https-port N] [--dns-port N]}. */
  public static void main(String[] args) throws IOException {
    List<String> words = Arrays.asList(args);
    int status;
    try {
      Programs programs = Programs.find();
      Path directory =
          option(words, "--dir").map(Path::of).orElse(programs.root().resolve(".homeport/demo"));
      var folder =
          new DemoFolder(
              directory.toAbsolutePath().normalize(),
              port(words, "--https-port", 8443),
              port(words, "--dns-port", 8053));
      status = new Demo(folder, programs, words.contains("--once")).run();
    } catch (DemoFailure e) {
      System.err.println("demo: " + e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == words.size()) {
      throw new DemoFailure(name + " needs a value");
    }
    return Optional.of(words.get(at + 1));
  }

  private static int port(List<String> words, String name, int usual) {
    String text = option(words, name).orElse(Integer.toString(usual));
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new DemoFailure(name + " is a port from 1 to 65535, not " + text);
    }
    return Integer.parseInt(text);
  }

  private int run() throws IOException {
    say("Everything that this demo makes lies in " + folder.directory());
    boolean fresh = folder.prepare();
    try (Running server = start("server", programs.server("serve", "-c", folder.serverFile()))) {
      server.await("\"ready\"", line -> line.contains("ready"), PATIENCE);
      if (fresh) {
        setUp();
      } else {
        say("Accounts, names and the credential are those of the last time.");
      }
      return keep(server, fresh);
    } catch (LabFailure e) {
      throw new DemoFailure(
          "a program did not do its part; its last words:\n"
              + e.getMessage()
              + "\nIf a port is taken: ./homeport demo --https-port N --dns-port N",
          e);
    }
  }

  /** The operator's part, by the commands that an operator has. */
  private void setUp() throws IOException {
    order("domain", "offer", DemoFolder.DOMAIN);
    order("account", "add", "demo");
    order("hostname", "add", "demo", "fw." + DemoFolder.DOMAIN);
    order("hostname", "add", "demo", "server." + DemoFolder.DOMAIN);
    String credential = order("credential", "add", "demo", "--json");
    folder.writeAgent(credential);
    say("The server offers " + DemoFolder.DOMAIN + "; account demo has the names fw and server.");
  }

  private String order(String... words) {
    var command = new ArrayList<>(List.of(words));
    command.addAll(List.of("-c", folder.serverFile()));
    try (Running done =
        Running.start("homeport-server", programs.server(command.toArray(String[]::new)))) {
      if (done.waitFor(PATIENCE) != 0) {
        throw new DemoFailure(String.join(" ", words) + ": " + String.join("\n", done.lines()));
      }
      return String.join("\n", done.lines());
    }
  }

  /** The agent's part. */
  private int keep(Running server, boolean fresh) {
    say(
        "The agent's configuration allows ranges that are not global, by name: "
            + String.join(", ", DemoFolder.ALLOWED)
            + ". Without that a private address is never published.");
    try (Running agent = start("agent", programs.agent("run", "--config", folder.agentFile()))) {
      agent.await("its start", line -> line.contains("keeps"), PATIENCE);
      if (!fresh && statusIsGood()) {
        say("Every name is right already, so nothing is sent by itself; asking for an update:");
        agentOrder("update", DemoFolder.WILDCARD);
      }
      agent.await("verified update", new Verified(), PATIENCE);
      say("Both names are right.");
      if (once) {
        return 0;
      }
      say(folder.whatNext());
      while (agent.isAlive() && server.isAlive()) {
        int _ = agent.waitFor(Duration.ofDays(365));
      }
      throw new DemoFailure("a program ended; its log is in " + folder.directory());
    }
  }

  private boolean statusIsGood() {
    return agentOrder("status", "--json").contains("\"state\":\"good\"");
  }

  private String agentOrder(String... words) {
    var command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--config", folder.agentFile()));
    try (Running done =
        Running.start("homeport-agent", programs.agent(command.toArray(String[]::new)))) {
      int _ = done.waitFor(PATIENCE);
      return String.join("\n", done.lines());
    }
  }

  /** Starts a program and shows each of its lines as it comes, here and in its log. */
  private Running start(String name, List<String> command) {
    Running running = Running.start(name, command);
    // Also when only this process is told to end.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> running.terminate(Duration.ofSeconds(5)), "end " + name));
    Thread.ofVirtual().start(() -> new DemoLog(name, folder.log(name)).follow(running));
    return running;
  }

  private static void say(String text) {
    System.out.println(text);
  }

  /** Both names of one family are visible at the name server. */
  private static final class Verified implements Predicate<String> {
    private boolean fw;
    private boolean server;
    private boolean noIpv4;
    private boolean noIpv6;

    @Override
    public boolean test(String line) {
      noIpv4 |= line.contains(" A stays: ");
      noIpv6 |= line.contains(" AAAA stays: ");
      if (noIpv4 && noIpv6) {
        throw new DemoFailure("this machine has no address to publish; the agent's lines say why");
      }
      boolean visible = line.contains(" is visible at ");
      fw |= visible && line.contains("fw." + DemoFolder.DOMAIN);
      server |= visible && line.contains("server." + DemoFolder.DOMAIN);
      return fw && server;
    }
  }
}
