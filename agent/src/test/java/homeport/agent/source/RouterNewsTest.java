package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.testkit.FakeGateway;
import homeport.testkit.FakeMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway tells unasked. It is 127.0.0.1 here, and somebody else 127.0.0.2. */
@Timeout(30)
class RouterNewsTest {
  private static final IpAddress GATEWAY = IpAddress.of("127.0.0.1");
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final FakeMapper mapper = FakeMapper.onLoopback().external("198.51.100.7");
  private final FakeGateway gateway = FakeGateway.onLoopback().external("198.51.100.7");
  private final Datagrams datagrams = Transports.datagrams(new NoRoutes());
  private final Http http = Transports.http(new NoRoutes(), Clock.systemUTC());
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final LinkedBlockingQueue<Instant> hints = new LinkedBlockingQueue<>();
  private final Upnp upnp =
      new Upnp(
          new Search(datagrams, gateway.searchPort()),
          http,
          "homeport-agent",
          Set.of(AddressRange.DOCUMENTATION));
  private RouterNews news;
  private CompletableFuture<Void> listening;
  private int port;

  @BeforeEach
  void open() throws IOException {
    try (var socket = new DatagramSocket()) {
      port = socket.getLocalPort();
    }
    news =
        new RouterNews(
            GATEWAY,
            new Via.Any(),
            datagrams,
            http,
            upnp,
            now::get,
            () -> hints.add(now.get()),
            port);
  }

  @AfterEach
  void close() {
    news.close();
    if (listening != null) {
      listening.join();
    }
    mapper.close();
    gateway.close();
    http.close();
  }

  private void listen() {
    listening =
        CompletableFuture.runAsync(
            () -> {
              try {
                news.listen();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
  }

  private void send(String from, byte[] packet) throws IOException {
    try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
      socket.send(
          new DatagramPacket(packet, packet.length, new InetSocketAddress("127.0.0.1", port)));
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private void hinted() throws InterruptedException {
    assertThat(hints.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  /** Sends until the first is heard, since the port is opened by another task. */
  private void hintedBy(byte[] packet) throws Exception {
    for (int i = 0; i < 200 && hints.isEmpty(); i++) {
      send("127.0.0.1", packet);
      if (hints.poll(50, TimeUnit.MILLISECONDS) != null) {
        return;
      }
    }
    hinted();
  }

  // --- announcements -----------------------------------------------------------------------------

  @Test
  void an_announcement_of_the_gateway_is_a_hint_and_its_repetitions_are_none() throws Exception {
    listen();
    hintedBy(mapper.announcement());
    for (int i = 1; i < 10; i++) {
      pass(Duration.ofSeconds(3));
      send("127.0.0.1", mapper.epoch(1000 + 3 * i).announcement());
    }
    pass(Duration.ofSeconds(3));
    Instant changed = now.get();
    send("127.0.0.1", mapper.epoch(1030).external("198.51.100.8").announcement());
    assertThat(hints.poll(10, TimeUnit.SECONDS)).isEqualTo(changed);
  }

  @Test
  void a_router_that_started_again_is_a_hint_in_either_protocol() throws Exception {
    listen();
    hintedBy(mapper.pcpAnnouncement());
    pass(Duration.ofSeconds(60));
    send("127.0.0.1", mapper.restart().pcpAnnouncement());
    hinted();
    assertThat(hints).isEmpty();
  }

  @Test
  void nobody_else_is_heard_and_no_noise() throws Exception {
    listen();
    hintedBy(mapper.announcement());
    pass(Duration.ofSeconds(60));
    mapper.epoch(1063).external("198.51.100.9");
    send("127.0.0.2", mapper.announcement());
    send("127.0.0.1", new byte[0]);
    send("127.0.0.1", "<html>".getBytes(StandardCharsets.US_ASCII));
    Instant last = now.updateAndGet(instant -> instant.plusSeconds(3));
    send("127.0.0.1", mapper.external("198.51.100.8").announcement());
    assertThat(hints.poll(10, TimeUnit.SECONDS)).isEqualTo(last);
    assertThat(hints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 60, 1060, false",
    "1000, 60, 1051, false",
    "1000, 60, 1049, true",
    "1000, 0, 999, false",
    "1000, 5, 0, true",
    "1000, 86400, 100, true"
  })
  void an_epoch_that_fell_behind_is_lost(long before, long passed, long after, boolean lost) {
    var first = new Epoch(before, START);
    assertThat(first.isLostBefore(new Epoch(after, START.plusSeconds(passed)))).isEqualTo(lost);
  }

  // --- events ------------------------------------------------------------------------------------

  /** Subscribes, once the service is known. */
  private Map.Entry<String, URI> subscribed() throws Exception {
    assertThat(upnp.ask(GATEWAY, new Via.Any(), Duration.ofSeconds(3)))
        .isInstanceOf(Heard.Address.class);
    pass(Duration.ofSeconds(16));
    listen();
    return gateway.awaitSubscriber();
  }

  /** The event that says how it is: once it is answered, the listening is at rest. */
  private void atRest(Map.Entry<String, URI> subscriber) throws IOException {
    var self = InetAddress.getLoopbackAddress();
    assertThat(gateway.tell(self, subscriber.getValue(), subscriber.getKey(), 0))
        .isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void an_event_is_a_hint_but_the_first_which_tells_how_it_is() throws Exception {
    var subscriber = subscribed();
    var self = InetAddress.getLoopbackAddress();
    URI callback = subscriber.getValue();
    atRest(subscriber);
    assertThat(gateway.tell(self, callback, "uuid:other", 1)).startsWith("HTTP/1.1 412 ");
    assertThat(hints).isEmpty();
    assertThat(gateway.tell(self, callback, subscriber.getKey(), 1)).isEqualTo("HTTP/1.1 200 OK");
    hinted();
  }

  @Test
  void nobody_but_the_gateway_is_answered() throws Exception {
    var subscriber = subscribed();
    var other = InetAddress.getByName("127.0.0.2");
    assertThat(gateway.tell(other, subscriber.getValue(), subscriber.getKey(), 1)).isEmpty();
    assertThat(hints).isEmpty();
  }

  @Test
  void a_subscription_is_renewed_in_time_made_again_if_forgotten_and_ended() throws Exception {
    var first = subscribed();
    atRest(first);
    pass(Duration.ofSeconds(301));
    send("127.0.0.1", new byte[0]);
    assertThat(gateway.awaitSubscriber()).isEqualTo(first);
    atRest(first);

    gateway.forgetSubscribers();
    pass(Duration.ofSeconds(301));
    send("127.0.0.1", new byte[0]);
    assertThat(gateway.awaitSubscriber().getKey()).isNotEqualTo(first.getKey());
    hinted();

    news.close();
    listening.join();
    assertThat(gateway.subscribers()).isEmpty();
    assertThat(gateway.requests()).last().isEqualTo("UNSUBSCRIBE /event/ip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HTTP/1.1\r\nSID: x\r\n\r\n",
        "NOTIFY / HTTP/1.1\r\n\r\n",
        "NOTIFY / HTTP/1.1\r\nSID:\r\n\r\n"
      })
  void what_is_no_event_is_not_read_as_one(String head) {
    assertThat(EventMessage.parse(head)).isEmpty();
  }

  @Test
  void the_head_of_an_event_is_read_in_any_case_of_its_letters() {
    assertThat(EventMessage.parse("NOTIFY /x HTTP/1.1\r\nSid: uuid:1 \r\nseq: 7\r\n\r\n"))
        .contains(new EventMessage("uuid:1", 7));
  }
}
