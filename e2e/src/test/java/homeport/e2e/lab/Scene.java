package homeport.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.testkit.lab.Behaviour;
import homeport.testkit.lab.Dig;
import homeport.testkit.lab.Lab;
import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Request;
import homeport.testkit.lab.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A lab with a real homeport-server in its Internet, and names at it. The lab's provider {@code
 * provider.test} stands before the server: it logs each request, hands it on, or misbehaves.
 *
 * <p>One scene serves all tests, one after the other; each begins with {@link #reset} and names of
 * its own.
 */
final class Scene implements AutoCloseable {
  /** Generous, for machines under load; a test that succeeds does not wait for it. */
  static final Duration SOON = Duration.ofSeconds(30);

  private final Lab lab = Lab.create();
  private final RealServer server;
  private final RealServer.Login login;
  private final Path trust;
  private final List<LabAgent> agents = new ArrayList<>();
  private int names;

  Scene() {
    try {
      server = RealServer.start(lab);
      login = server.credential("default");
      trust = lab.directory().resolve("trust.pem");
      Files.writeString(
          trust, Files.readString(lab.services().certificate()) + Files.readString(server.ca()));
    } catch (IOException e) {
      lab.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Everything as it was when the lab was made; no agent runs. */
  void reset() {
    agents.forEach(LabAgent::close);
    agents.clear();
    lab.services().provider(Behaviour.RELAY);
    lab.services().honestReflectors();
    lab.internet().run("iptables", "-w", "-F", "INPUT");
    lab.isp2().run("iptables", "-w", "-F", "FORWARD");
    lab.isp1()
        .run(
            "sh",
            "-c",
            "iptables -w -t nat -F POSTROUTING; iptables -w -F FORWARD; ip link set cust up");
    lab.fw()
        .run(
            "sh",
            "-ec",
            """
            for i in ppp0 ppp1; do
              ! ip link show $i >/dev/null 2>&1 || ip link set $i down name wan2
            done
            ip link set wan1 up; ip link set wan2 up
            echo 0 > /proc/sys/net/ipv4/fib_multipath_hash_policy
            ip -4 addr flush dev wan1; ip addr add 198.51.100.10/24 dev wan1
            ip -4 addr flush dev wan2; ip addr add 192.0.2.10/24 dev wan2
            ip -6 addr flush dev wan1 scope global
            ip -6 addr flush dev lan0 scope global; ip -6 neigh flush dev lan0
            ip -6 route flush default
            ip -4 route flush default
            ip -4 rule flush; ip rule add lookup main prio 32766; ip rule add lookup default prio 32767
            ip -4 route flush table 101 2>/dev/null || true
            ip -4 route flush table 102 2>/dev/null || true
            ip route add default via 198.51.100.1 dev wan1 metric 100
            """);
    lab.promoteSecondaries(true);
  }

  Lab lab() {
    return lab;
  }

  RealServer server() {
    return server;
  }

  RealServer.Login login() {
    return login;
  }

  /** Trusts both the lab's services and the real server. */
  Path trust() {
    return trust;
  }

  Services provider() {
    return lab.services();
  }

  /** A hostname that no other test has. */
  String name() {
    names++;
    var name = "host%d.homeport.test".formatted(names);
    server.hostname(name);
    return name;
  }

  /** An agent that is configured for these hosts, not yet started. */
  LabAgent agent(HostText... hosts) {
    var agent = new LabAgent(this, List.of(hosts));
    agents.add(agent);
    return agent;
  }

  /** Waits until dig sees just these addresses at the real server. */
  void dns(String name, String type, String... addresses) {
    dns(SOON, name, type, addresses);
  }

  void dns(Duration limit, String name, String type, String... addresses) {
    var expected = List.of(addresses);
    List<String> seen = List.of();
    var until = System.nanoTime() + limit.toNanos();
    do {
      seen = dig(name, type);
      Polling.pause();
    } while (!seen.equals(expected) && System.nanoTime() < until);
    assertThat(seen).as(name + " " + type + "\n" + tails()).isEqualTo(expected);
  }

  /** What dig sees now at the real server. */
  List<String> dig(String name, String type) {
    return new Dig(lab.internet(), "203.0.113.30", 53).data(name, type);
  }

  /**
   * The requests that reached the provider since the mark and carry this name, by their address.
   */
  List<String> sent(int mark, String name) {
    return provider().requests(mark).stream()
        .filter(request -> request.parameters().getOrDefault("hostname", "").contains(name))
        .map(request -> request.parameters().getOrDefault("myip", ""))
        .toList();
  }

  Request awaitSent(int mark, String address) {
    try {
      return provider().await(mark, r -> address.equals(r.parameters().get("myip")), SOON);
    } catch (LabFailure e) {
      throw new LabFailure(e.getMessage() + "\n" + tails(), e);
    }
  }

  /** The sources of {@code detected}: three reflectors, and a name server as another kind. */
  String sources() {
    var each = "{url: \"https://203.0.113.%d/\", ca: \"" + provider().certificate() + "\"}";
    return "sources: [%s, %s, %s, \"dns://203.0.113.53/myip.test\"]\n"
        .formatted(each.formatted(20), each.formatted(21), each.formatted(22));
  }

  /** Writes what a scenario ended with to the log. */
  void ended(String scenario, long began, int requests) {
    var took = Duration.ofNanos(System.nanoTime() - began).toMillis();
    System.getLogger(Scene.class.getName())
        .log(
            System.Logger.Level.INFO, "%s: %d requests, %d ms".formatted(scenario, requests, took));
  }

  /** Whether the provider is left alone for a time. */
  void nothingIsSent(int mark, Duration time) {
    assertThatThrownBy(() -> provider().await(mark, _ -> true, time))
        .as("no request within " + time + "\n" + tails())
        .isInstanceOf(LabFailure.class);
  }

  private String tails() {
    var text = new StringBuilder();
    agents.forEach(agent -> text.append("--- agent\n").append(agent.tail()).append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    agents.forEach(LabAgent::close);
    lab.close();
  }
}
