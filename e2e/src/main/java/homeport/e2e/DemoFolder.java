package homeport.e2e;

import homeport.kit.BadJson;
import homeport.kit.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** The one directory of the demo: two configurations, what the programs keep, and their logs. */
record DemoFolder(Path directory, int httpsPort, int dnsPort) {
  static final String DOMAIN = "homeport.test";
  static final String WILDCARD = "*." + DOMAIN;
  static final List<String> ALLOWED =
      List.of("private", "cgnat", "documentation", "unique-local", "benchmarking");

  String serverFile() {
    return directory.resolve("server.yaml").toString();
  }

  String agentFile() {
    return directory.resolve("agent.yaml").toString();
  }

  Path log(String program) {
    return directory.resolve(program + ".log");
  }

  /**
   * Makes what is not there.
   *
   * @return whether the server has to be set up
   */
  boolean prepare() throws IOException {
    free(httpsPort, "--https-port");
    free(dnsPort, "--dns-port");
    boolean complete = Files.exists(Path.of(agentFile()));
    if (!complete) {
      clear(); // A first start that did not come to its end left half of it.
    }
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        Path.of(serverFile()),
        """
        # The demo's server: one machine, embedded database, loopback only.
        data: %1$s/server
        name-servers: [ns1.%2$s]
        https:
          listen: ["127.0.0.1:%3$d"]
        dns:
          listen: ["127.0.0.1:%4$d"]
        """
            .formatted(directory, DOMAIN, httpsPort, dnsPort));
    if (complete) {
      writePorts();
    }
    return !complete;
  }

  private void clear() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.exists(Path.of(serverFile()))) {
      try (var files = Files.list(directory)) {
        if (files.findAny().isPresent()) {
          throw new DemoFailure(
              directory + " holds something that this demo did not make; name another with --dir");
        }
      }
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void free(int port, String option) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (java.net.BindException e) {
      throw new DemoFailure(
          "port "
              + port
              + " of 127.0.0.1 is taken; end what uses it, or choose another: "
              + option
              + " N",
          e);
    }
  }

  /** The agent's configuration with the credential that the server has just made. */
  void writeAgent(String credential) throws IOException {
    String user;
    String password;
    try {
      var made = Json.readMap(credential);
      user = String.valueOf(made.get("user"));
      password = String.valueOf(made.get("password"));
    } catch (BadJson e) {
      throw new DemoFailure("the server's credential cannot be read: " + credential, e);
    }
    Path secret = directory.resolve("password");
    Files.deleteIfExists(secret);
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, password + "\n");
    Files.writeString(
        Path.of(agentFile()),
        """
        # The demo's agent: one host, which updates every name below %2$s with one request.
        state: %1$s/agent
        control: %1$s/agent/control.sock
        hosts:
          - hostname: "%3$s"
            verify: [fw.%2$s, server.%2$s]
            provider: custom
            url: https://127.0.0.1:%4$d/nic/update
            ca: %1$s/server/certificates/ca.pem
            user: %5$s
            password: file:%1$s/password
            address: outgoing
            families: [ipv4, ipv6]
            interval: 0s
            allow: [%6$s]
            name-servers: "127.0.0.1:%7$d"
        """
            .formatted(
                directory, DOMAIN, WILDCARD, httpsPort, user, String.join(", ", ALLOWED), dnsPort));
  }

  /** Other ports than the last time. */
  private void writePorts() throws IOException {
    String text = Files.readString(Path.of(agentFile()));
    Files.writeString(
        Path.of(agentFile()),
        text.replaceFirst("127\\.0\\.0\\.1:\\d+/nic", "127.0.0.1:" + httpsPort + "/nic")
            .replaceFirst("name-servers: .*", "name-servers: \"127.0.0.1:" + dnsPort + "\""));
  }

  /** What to try next. */
  String whatNext() {
    return """

        Now try, in another terminal:

          dig @127.0.0.1 -p %1$d fw.%2$s            the answer of the name server
          ./homeport agent status --config %3$s
          ./homeport agent journal --config %3$s
          ./homeport server history fw.%2$s -c %4$s

        Change the address, as root, on a machine of its own, so that nothing of yours changes
        (end this demo first):

        %5$s
          ip netns exec %6$s ./homeport demo --dir /tmp/homeport-demo
        and, in another terminal, as often as you like:
          ip -n %6$s route replace default via 192.0.2.1 dev wan1
          ip -n %6$s route replace default via 198.51.100.1 dev wan1

        Logs: %7$s and %8$s. Ctrl-C ends the demo; a second start goes on where it was.
        """
        .formatted(
            dnsPort,
            DOMAIN,
            agentFile(),
            serverFile(),
            String.join("\n", NAMESPACE.stream().map(line -> "  " + line).toList()),
            NAME,
            log("agent"),
            log("server"));
  }

  private static final String NAME = "homeport-demo";

  /** The commands that make a namespace with one uplink and two addresses. */
  static final List<String> NAMESPACE =
      List.of(
          "ip netns add " + NAME,
          "ip -n " + NAME + " link set lo up",
          "ip -n " + NAME + " link add wan1 type veth peer name isp1",
          "ip -n " + NAME + " link set isp1 up",
          "ip -n " + NAME + " link set wan1 up",
          "ip -n " + NAME + " address add 198.51.100.10/24 dev wan1",
          "ip -n " + NAME + " address add 192.0.2.10/24 dev wan1",
          "ip -n " + NAME + " route add default via 198.51.100.1 dev wan1");
}
