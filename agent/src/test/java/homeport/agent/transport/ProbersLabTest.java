package homeport.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.net.NamespaceThread;
import homeport.agent.net.Network;
import homeport.agent.net.Networks;
import homeport.agent.uplink.AddressRules;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Prober;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Probes by DNS and TCP through real uplinks. */
@Tag("lab")
class ProbersLabTest {
  private static final IpAddress HOST = IpAddress.of("203.0.113.10");
  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final Duration PLENTY = Duration.ofSeconds(5);
  private static final Uplink FIRST = uplink("wan1", "198.51.100.10");
  private static final Uplink STANDBY = uplink("wan2", "192.0.2.10");
  private NamespaceThread fw;
  private NamespaceThread internet;
  private Network network;
  private DatagramSocket nameServer;
  private ServerSocket server;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    internet = new NamespaceThread();
    for (int i = 1; i <= 2; i++) {
      fw.ip("link add wan" + i + " type veth peer name isp" + i);
      fw.ip("link set isp" + i + " netns " + internet.id());
      internet.ip("link set isp" + i + " up");
      fw.ip("link set wan" + i + " up");
    }
    internet.ip("addr add 203.0.113.10/32 dev lo");
    internet.ip("addr add 198.51.100.1/24 dev isp1");
    internet.ip("addr add 192.0.2.1/24 dev isp2");
    fw.ip("addr add 198.51.100.10/24 dev wan1");
    fw.ip("addr add 192.0.2.10/24 dev wan2");
    fw.ip("route add default via 198.51.100.1 dev wan1 metric 100");
    fw.ip("route add default via 192.0.2.1 dev wan2 metric 200");
    network = fw.call(() -> Networks.open(AddressRules.DEFAULT).network());
    InetAddress host = HOST.toInetAddress();
    nameServer = internet.call(() -> new DatagramSocket(new InetSocketAddress(host, 0)));
    server = internet.call(() -> new ServerSocket(0, 5, host));
  }

  @AfterEach
  void end() throws Exception {
    nameServer.close();
    server.close();
    network.close();
    internet.close();
    fw.close();
  }

  private static Uplink uplink(String name, String source) {
    return new Uplink(name, IpAddress.of(source), Optional.empty());
  }

  private Probe probe(Prober prober, Uplink uplink, Duration timeout) throws Exception {
    return fw.call(() -> prober.probe(uplink, HOST, timeout));
  }

  /** Answers one query with REFUSED, after something that is no answer; tells who asked. */
  private Future<String> refuseOne() {
    return internet.start(
        () -> {
          var packet = new DatagramPacket(new byte[1500], 1500);
          nameServer.receive(packet);
          byte[] reply = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
          nameServer.send(new DatagramPacket(new byte[] {1}, 1, packet.getSocketAddress()));
          reply[2] |= (byte) 0x80; // QR
          reply[3] = 5;
          nameServer.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
          return packet.getAddress().getHostAddress();
        });
  }

  @Test
  void any_answer_of_a_name_server_is_a_sign_of_life_of_the_uplink_asked_through()
      throws Exception {
    var prober = new DnsProber(network, nameServer.getLocalPort());
    Future<String> asked = refuseOne();
    assertThat(probe(prober, FIRST, PLENTY)).isInstanceOf(Probe.Answered.class);
    assertThat(asked.get()).isEqualTo("198.51.100.10");
    asked = refuseOne();
    assertThat(probe(prober, STANDBY, PLENTY)).isInstanceOf(Probe.Answered.class);
    assertThat(asked.get()).isEqualTo("192.0.2.10");
  }

  @Test
  void a_name_server_that_says_nothing_or_is_not_there_is_silent() throws Exception {
    var prober = new DnsProber(network, nameServer.getLocalPort());
    assertThat(probe(prober, FIRST, TIMEOUT))
        .isInstanceOfSatisfying(
            Probe.Silent.class, silent -> assertThat(silent.why()).endsWith("within 200 ms"));
    nameServer.close();
    assertThat(probe(prober, FIRST, PLENTY)).isInstanceOf(Probe.Silent.class);
  }

  @Test
  void a_connection_and_its_refusal_are_signs_of_life() throws Exception {
    var prober = new TcpProber(network, server.getLocalPort());
    assertThat(probe(prober, FIRST, PLENTY)).isInstanceOf(Probe.Answered.class);
    assertThat(probe(prober, STANDBY, PLENTY)).isInstanceOf(Probe.Answered.class);
    server.close();
    assertThat(probe(prober, STANDBY, PLENTY)).isInstanceOf(Probe.Answered.class);
    internet.ip("addr del 192.0.2.1/24 dev isp2"); // the ISP is dead behind a live link
    assertThat(probe(prober, STANDBY, TIMEOUT)).isInstanceOf(Probe.Silent.class);
    assertThat(probe(prober, FIRST, PLENTY)).isInstanceOf(Probe.Answered.class);
  }

  @Test
  void an_uplink_without_a_way_out_is_silent_at_once() throws Exception {
    fw.ip("route del default via 192.0.2.1 dev wan2");
    assertThat(probe(new TcpProber(network, server.getLocalPort()), STANDBY, PLENTY))
        .isEqualTo(
            new Probe.Silent(
                "203.0.113.10: cannot leave by wan2: packets from 192.0.2.10 leave by wan1"));
  }

  @Test
  void the_first_method_that_is_permitted_decides() {
    Prober forbidden = (_, _, _) -> new Probe.Forbidden("no ping");
    Prober silent = (_, _, _) -> new Probe.Silent("no reply");
    Prober answers = (_, _, _) -> new Probe.Answered(Duration.ofMillis(7));
    assertThat(new FirstPermitted(List.of(forbidden, silent, answers)).probe(FIRST, HOST, TIMEOUT))
        .isEqualTo(new Probe.Silent("no reply"));
    assertThat(new FirstPermitted(List.of(answers, silent)).probe(FIRST, HOST, TIMEOUT))
        .isEqualTo(new Probe.Answered(Duration.ofMillis(7)));
    assertThat(new FirstPermitted(List.of(forbidden, forbidden)).probe(FIRST, HOST, TIMEOUT))
        .isEqualTo(new Probe.Forbidden("no ping; no ping"));
  }
}
