package homeport.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.net.NamespaceThread;
import homeport.agent.net.Network;
import homeport.agent.net.Networks;
import homeport.agent.net.SocketDevice;
import homeport.agent.uplink.AddressRules;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** A real kernel decides by which uplink a connection leaves. */
@Tag("lab")
class DepartureLabTest {
  private static final InetAddress PROVIDER = IpAddress.of("203.0.113.10").toInetAddress();
  private NamespaceThread fw;
  private NamespaceThread internet;
  private Network network;
  private ServerSocket provider;

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
    network = fw.call(() -> Networks.open(AddressRules.DEFAULT).network());
    provider = internet.call(() -> new ServerSocket(0, 5, PROVIDER));
  }

  @AfterEach
  void end() throws Exception {
    provider.close();
    network.close();
    internet.close();
    fw.close();
  }

  private String caller(Via via) throws Exception {
    Future<Socket> accepted = internet.start(provider::accept);
    fw.call(
        () -> {
          try (Socket socket = new DepartingSocket(via, network, _ -> {})) {
            socket.connect(new InetSocketAddress(PROVIDER, provider.getLocalPort()), 3000);
            assertThat(socket.getTcpNoDelay()).isTrue();
          }
          return 0;
        });
    try (Socket socket = accepted.get()) {
      return socket.getInetAddress().getHostAddress();
    }
  }

  private static Via by(String name, String source, boolean required) {
    return new Via.By(name, List.of(IpAddress.of(source)), required);
  }

  @Test
  void a_connection_leaves_from_the_uplink_that_carries_it() throws Exception {
    assertThat(caller(by("wan1", "198.51.100.10", true))).isEqualTo("198.51.100.10");
  }

  @Test
  void the_other_uplink_is_used_once_a_rule_leads_there() throws Exception {
    fw.ip("route add default via 192.0.2.1 dev wan2 table 102");
    fw.ip("rule add from 192.0.2.0/24 lookup 102");
    assertThat(caller(by("wan2", "192.0.2.10", true))).isEqualTo("192.0.2.10");
  }

  @Test
  void a_standby_route_is_enough_for_a_socket_that_is_tied_to_the_other_uplink() throws Exception {
    fw.ip("route add default via 192.0.2.1 dev wan2 metric 200");
    assertThat(caller(by("wan2", "192.0.2.10", true))).isEqualTo("192.0.2.10");
    assertThat(caller(by("wan2", "192.0.2.10", false))).isEqualTo("192.0.2.10");
  }

  @Test
  void a_machine_on_the_local_network_is_not_sought_on_the_internet() throws Exception {
    fw.ip("link add lan0 type veth peer name pc0");
    fw.ip("addr add 10.99.0.1/24 dev lan0");
    fw.ip("link set lan0 up");
    fw.ip("link set pc0 up");
    InetAddress pc = IpAddress.of("10.99.0.2").toInetAddress();
    assertThat(Departure.to(pc, by("wan1", "198.51.100.10", false), network))
        .isEqualTo(new Departure.Free());
  }

  @Test
  void a_marked_connection_follows_the_rules_for_its_mark() throws Exception {
    fw.ip("route add default via 192.0.2.1 dev wan2 table 107");
    fw.ip("rule add fwmark 7 lookup 107");
    assertThat(caller(new Via.Any())).isEqualTo("198.51.100.10");
    assertThat(caller(new Via.Marked(7))).isEqualTo("192.0.2.10");
  }

  @Test
  void a_marked_datagram_follows_them_too() throws Exception {
    fw.ip("route add default via 192.0.2.1 dev wan2 table 107");
    fw.ip("rule add fwmark 7 lookup 107");
    IpAddress provided = IpAddress.of(PROVIDER);
    assertThat(
            fw.call(
                () -> {
                  try (var socket = new Datagrams(network).towards(provided, new Via.Marked(7))) {
                    socket.connect(new InetSocketAddress(PROVIDER, 53));
                    return socket.getLocalAddress().getHostAddress();
                  }
                }))
        .isEqualTo("192.0.2.10");
  }

  @Test
  void a_name_is_asked_for_through_the_uplink(@TempDir Path folder) throws Exception {
    fw.ip("route add default via 192.0.2.1 dev wan2 metric 200");
    Path servers = folder.resolve("resolv.conf");
    Files.writeString(servers, "nameserver 203.0.113.10\n");
    try (DatagramSocket server =
        internet.call(() -> new DatagramSocket(new InetSocketAddress(PROVIDER, 0)))) {
      Future<String> asked = internet.start(() -> answerOne(server));
      var lookup =
          new UplinkLookup(
              new DirectDns(network),
              new NameServers(List.of(servers)),
              server.getLocalPort(),
              Runnable::run); // another thread might not be in the namespace
      var by = new Via.By("wan2", List.of(IpAddress.of("192.0.2.10")), true);
      assertThat(fw.call(() -> lookup.lookup("dyndns.example.org", by)))
          .isEqualTo(List.of(IpAddress.of("203.0.113.10").toInetAddress()));
      assertThat(asked.get()).isEqualTo("192.0.2.10");
    }
  }

  private static String answerOne(DatagramSocket server) throws IOException {
    var packet = new DatagramPacket(new byte[1500], 1500);
    server.receive(packet);
    var query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    reply.addRecord(
        new ARecord(query.getQuestion().getName(), DClass.IN, 60, PROVIDER), Section.ANSWER);
    byte[] wire = reply.toWire();
    server.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
    return packet.getAddress().getHostAddress();
  }

  @Test
  void without_a_rule_the_other_uplink_cannot_be_verified() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Departure.to(PROVIDER, by("wan2", "192.0.2.10", true), network)))
        .hasMessage("cannot leave by wan2: packets from 192.0.2.10 leave by wan1");
  }

  @Test
  void without_a_rule_a_request_that_may_leaves_as_the_kernel_likes() throws Exception {
    assertThat(caller(by("wan2", "192.0.2.10", false))).isEqualTo("198.51.100.10");
  }

  @Test
  void a_socket_is_tied_to_its_interface_without_reflection() throws Exception {
    assertThat(
            fw.call(
                () -> {
                  try (var socket = new Socket()) {
                    socket.bind(
                        new InetSocketAddress(IpAddress.of("192.0.2.10").toInetAddress(), 0));
                    return SocketDevice.tie(
                        (InetSocketAddress) socket.getLocalSocketAddress(),
                        SocketDevice.Type.STREAM,
                        "wan2");
                  }
                }))
        .isEmpty();
    assertThat(
            SocketDevice.tie(
                new InetSocketAddress("127.0.0.1", 1), SocketDevice.Type.STREAM, "wan2"))
        .isPresent();
  }
}
