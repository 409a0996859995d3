package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.net.NamespaceThread;
import homeport.agent.net.Network;
import homeport.agent.net.Networks;
import homeport.agent.plan.Heard;
import homeport.agent.provider.FakeHttp;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Exchange;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.agent.uplink.AddressRules;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.testkit.FakeGateway;
import homeport.testkit.FakeMapper;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A firewall between two routers that translate, on a real kernel. */
@Tag("lab")
@Timeout(60)
class RouterLabTest {
  private static final Set<AddressRange> ALLOWED = Set.of(AddressRange.DOCUMENTATION);
  private static final IpAddress ROUTER_1 = IpAddress.of("192.168.1.1");
  private static final IpAddress ROUTER_2 = IpAddress.of("192.168.2.1");
  private static final Via WAN_1 = new Via.By("wan1", List.of(IpAddress.of("192.168.1.10")), true);
  private static final Via WAN_2 = new Via.By("wan2", List.of(IpAddress.of("192.168.2.10")), true);

  private NamespaceThread fw;
  private NamespaceThread router1;
  private NamespaceThread router2;
  private Network network;
  private Datagrams datagrams;
  private FakeMapper mapper1;
  private FakeMapper mapper2;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    router1 = new NamespaceThread();
    router2 = new NamespaceThread();
    for (int i = 1; i <= 2; i++) {
      NamespaceThread router = i == 1 ? router1 : router2;
      fw.ip("link add wan" + i + " type veth peer name lan" + i);
      fw.ip("link set lan" + i + " netns " + router.id());
      router.ip("addr add 192.168." + i + ".1/24 dev lan" + i);
      router.ip("link set lan" + i + " up");
      fw.ip("addr add 192.168." + i + ".10/24 dev wan" + i);
      fw.ip("link set wan" + i + " up");
    }
    fw.ip("route add default via 192.168.1.1 dev wan1");
    network = fw.call(() -> Networks.open(AddressRules.DEFAULT).network());
    datagrams = Transports.datagrams(network);
    mapper1 = mapper(router1, "198.51.100.1");
    mapper2 = mapper(router2, "203.0.113.2");
  }

  private static FakeMapper mapper(NamespaceThread router, String external) throws Exception {
    return router.call(
        () -> new FakeMapper(new InetSocketAddress(MappingPort.PORT)).external(external));
  }

  @AfterEach
  void end() throws Exception {
    mapper1.close();
    mapper2.close();
    network.close();
    fw.close();
    router1.close();
    router2.close();
  }

  private Heard pcp(IpAddress router, Via via) throws Exception {
    var port = new MappingPort(datagrams, MappingPort.PORT, ALLOWED, new SplittableRandom(1));
    return fw.call(() -> port.pcp(router, via, Duration.ofMillis(600)));
  }

  @Test
  void each_uplinks_own_router_tells_its_own_address() throws Exception {
    assertThat(pcp(ROUTER_1, WAN_1)).isEqualTo(new Heard.Address(IpAddress.of("198.51.100.1")));
    assertThat(pcp(ROUTER_2, WAN_2)).isEqualTo(new Heard.Address(IpAddress.of("203.0.113.2")));
    assertThat(mapper1.mappings()).isEmpty();
    assertThat(mapper1.questions()).hasSize(2);
  }

  @Test
  void the_router_of_another_uplink_is_not_asked() throws Exception {
    assertThat(pcp(ROUTER_1, WAN_2)).isInstanceOf(Heard.Silent.class);
    assertThat(mapper1.questions()).isEmpty();
  }

  @Test
  void a_search_reaches_the_router_of_the_uplink_alone_and_in_both_ways() throws Exception {
    InetAddress address1 = ROUTER_1.toInetAddress();
    InetAddress address2 = ROUTER_2.toInetAddress();
    try (var gateway1 = router1.call(() -> new FakeGateway(address1, Search.PORT, 5000));
        var gateway2 = router2.call(() -> new FakeGateway(address2, Search.PORT, 5000))) {
      var search = new Search(datagrams, Search.PORT);
      var found = fw.call(() -> search.find(ROUTER_2, WAN_2, Duration.ofSeconds(2)));
      assertThat(found).contains(URI.create("http://192.168.2.1:5000/root.xml"));
      // Two kinds of device, each asked directly and as everybody on the link.
      Awaitility.await().until(() -> gateway2.searches() == 4);
      assertThat(gateway1.searches()).isZero();
    }
  }

  @Test
  void an_announcement_to_all_on_the_link_is_heard() throws Exception {
    Http http = new FakeHttp(_ -> new Exchange.Failed(Exchange.Stage.CONNECT, "not in this test"));
    var upnp = new Upnp(new Search(datagrams, Search.PORT), http, "homeport-agent", ALLOWED);
    var hints = new LinkedBlockingQueue<String>();
    var news =
        fw.call(
            () ->
                new RouterNews(
                    ROUTER_1,
                    WAN_1,
                    datagrams,
                    http,
                    upnp,
                    Clock.systemUTC(),
                    () -> hints.add("wan1"),
                    RouterNews.PORT));
    Future<Integer> listening =
        fw.start(
            () -> {
              news.listen();
              return 0;
            });
    try (var socket = router1.call(() -> new MulticastSocket(MappingPort.PORT + 10))) {
      var link = router1.call(() -> NetworkInterface.getByName("lan1"));
      socket.setNetworkInterface(link);
      byte[] packet = mapper1.announcement();
      var to = new InetSocketAddress("224.0.0.1", RouterNews.PORT);
      String heard = null;
      for (int i = 0; i < 100 && heard == null; i++) {
        socket.send(new DatagramPacket(packet, packet.length, to));
        heard = hints.poll(50, TimeUnit.MILLISECONDS);
      }
      assertThat(heard).isEqualTo("wan1");
    } finally {
      news.close();
      listening.get(5, TimeUnit.SECONDS);
    }
  }
}
