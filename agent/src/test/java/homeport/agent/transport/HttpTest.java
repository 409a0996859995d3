package homeport.agent.transport;

import static homeport.testkit.MisbehavingPeer.answers;
import static homeport.testkit.MisbehavingPeer.plain;
import static homeport.testkit.MisbehavingPeer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.transport.Exchange.Answered;
import homeport.agent.transport.Exchange.Failed;
import homeport.agent.transport.Exchange.Stage;
import homeport.dns.IpAddress;
import homeport.testkit.Manner;
import homeport.testkit.MisbehavingPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private final Http http = Transports.http(new StillRoutes("wan1"), Clock.systemUTC());

  @AfterEach
  void close() {
    http.close();
  }

  private static HttpRequest get(MisbehavingPeer peer, String rest) {
    return HttpRequest.get(URI.create("http://127.0.0.1:" + peer.port() + rest), Map.of());
  }

  private Exchange send(HttpRequest request) {
    return http.send(request, new Via.Any());
  }

  @Test
  void an_answer_comes_with_status_headers_and_text() throws IOException {
    try (var peer = plain(says("HTTP/1.1 401 No\r\nX-A: 1\r\nx-a: 2\r\n\r\nbadauth"))) {
      assertThat(send(get(peer, "/nic/update?hostname=*.example.org")))
          .isInstanceOfSatisfying(
              Answered.class,
              answered -> {
                assertThat(answered.status()).isEqualTo(401);
                assertThat(answered.headers().get("x-a")).containsExactly("1", "2");
                assertThat(answered.body()).isEqualTo("badauth");
                assertThat(answered.truncated()).isFalse();
              });
      assertThat(peer.requests().getFirst())
          .startsWith("GET /nic/update?hostname=*.example.org HTTP/1.1\r\n")
          .contains("Accept-Encoding: identity\r\n", "Connection: close\r\n");
    }
  }

  @Test
  void every_request_has_a_connection_of_its_own() throws IOException {
    try (var peer = plain(answers(200, "good"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(get(peer, "/"))).isInstanceOf(Answered.class);
      }
      assertThat(peer.connections()).isEqualTo(3);
    }
  }

  @Test
  void headers_and_body_go_out_as_given() throws IOException {
    try (var peer = plain(answers(200, "ok"))) {
      var request =
          new HttpRequest(
              "POST",
              get(peer, "/u").url(),
              Map.of(
                  "User-Agent", "acme firewall/1", "Content-Type", "text/x", "Authorization", "Q"),
              Optional.of("a=b"),
              Optional.empty(),
              HttpRequest.DEADLINE,
              false);
      assertThat(send(request)).isInstanceOf(Answered.class);
      assertThat(peer.requests().getFirst())
          .contains("User-Agent: acme firewall/1\r\n", "Content-Type: text/x\r\n")
          .contains("Authorization: Q\r\n", "Content-Length: 3\r\n");
    }
  }

  static Stream<Arguments> silences() {
    return Stream.of(
        Arguments.of("after the request", Manner.hangsAfterRequest()),
        Arguments.of("in the middle", Manner.hangsInTheMiddle()),
        Arguments.of("slow-loris", Manner.dribbles()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silences")
  void a_peer_that_hangs_costs_no_more_than_the_deadline(String name, Manner manner)
      throws IOException {
    try (var peer = plain(manner)) {
      long start = System.nanoTime();
      Exchange exchange = send(get(peer, "/?password=sesame").within(SHORT));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          // A timer may end a few microseconds early.
          .isBetween(SHORT.minusMillis(10), SHORT.plusSeconds(3));
      assertThat(exchange).isEqualTo(new Failed(Stage.ANSWER, "no complete answer within 300 ms"));
    }
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        Arguments.of("reset", Manner.resetsInTheMiddle()),
        Arguments.of("wrong Content-Length", Manner.promisesTooMuch()),
        Arguments.of("cut chunk", Manner.cutsAChunk()),
        Arguments.of("nothing", says("")),
        Arguments.of("not HTTP", says("220 mail.example.org ESMTP\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void an_answer_that_breaks_off_may_have_been_acted_on(String name, Manner manner)
      throws IOException {
    try (var peer = plain(manner)) {
      assertThat(send(get(peer, "/?password=sesame").within(Duration.ofSeconds(10))))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(Stage.ANSWER);
                assertThat(failed.stage().nothingSent()).isFalse();
                assertThat(failed.why()).isNotBlank().doesNotContain("sesame");
              });
      assertThat(peer.connections()).as("sent once").isEqualTo(1);
    }
  }

  @Test
  void an_endless_body_is_cut_off() throws IOException {
    try (var peer = plain(Manner.neverEnds())) {
      assertThat(send(get(peer, "/")))
          .isInstanceOfSatisfying(
              Answered.class,
              answered -> {
                assertThat(answered.truncated()).isTrue();
                assertThat(answered.body()).hasSize(Http.LARGEST_ANSWER);
              });
    }
  }

  @Test
  void what_was_packed_unasked_is_not_unpacked() throws IOException {
    try (var peer = plain(Manner.sendsABomb())) {
      assertThat(send(get(peer, "/")))
          .isInstanceOfSatisfying(
              Answered.class,
              answered -> {
                assertThat(answered.truncated()).isTrue();
                assertThat(answered.body()).isEmpty();
              });
    }
  }

  @Test
  void a_redirect_is_an_answer_unless_following_is_asked_for() throws IOException {
    try (var peer = plain(Manner.redirectsForEver())) {
      assertThat(send(get(peer, "/")))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(302));
      assertThat(send(get(peer, "/").followingRedirects()))
          .isEqualTo(new Failed(Stage.ANSWER, "more than 5 redirects"));
      assertThat(peer.connections()).isEqualTo(1 + 6);
    }
  }

  @Test
  void credentials_never_follow_a_redirect_to_another_server() throws IOException {
    try (var other = plain(answers(200, "198.51.100.7"));
        var peer =
            plain(
                says(
                    "HTTP/1.1 302 F\r\nLocation: http://127.0.0.1:"
                        + other.port()
                        + "/\r\n\r\n"))) {
      assertThat(send(get(peer, "/").followingRedirects()))
          .isInstanceOfSatisfying(
              Answered.class, a -> assertThat(a.body()).isEqualTo("198.51.100.7"));
      assertThat(send(get(peer, "/?password=sesame").followingRedirects()))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(302));
      var withHeader =
          HttpRequest.get(get(peer, "/").url(), Map.of("authorization", "Basic x"))
              .followingRedirects();
      assertThat(send(withHeader))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(302));
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @Test
  void retry_after_zero_does_not_send_the_request_again() throws IOException {
    try (var peer = plain(says("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n\r\n"))) {
      assertThat(send(get(peer, "/")))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(503));
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void nothing_is_sent_where_nobody_listens() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(send(HttpRequest.get(URI.create("http://127.0.0.1:" + port + "/"), Map.of())))
        .isEqualTo(new Failed(Stage.CONNECT, "no connection: connection refused"));
  }

  @Test
  void a_call_can_be_given_up_from_another_thread() throws Exception {
    try (var peer = plain(Manner.hangsAfterRequest())) {
      Http.Call call = http.call(get(peer, "/"), new Via.Any());
      CompletableFuture<Exchange> end = CompletableFuture.supplyAsync(call::send);
      Awaitility.await().until(() -> peer.requests().size() == 1);
      call.cancel();
      assertThat(end.get(5, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.why()).startsWith("given up"));
    }
  }

  @Test
  void a_call_given_up_before_it_starts_sends_nothing() throws IOException {
    try (var peer = plain(answers(200, "good"))) {
      Http.Call call = http.call(get(peer, "/"), new Via.Any());
      call.cancel();
      assertThat(call.send()).isInstanceOf(Failed.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void calls_from_a_lost_address_end_and_others_go_on() throws Exception {
    try (var peer = plain(Manner.hangsAfterRequest())) {
      CompletableFuture<Exchange> end = CompletableFuture.supplyAsync(() -> send(get(peer, "/")));
      Awaitility.await().until(() -> peer.requests().size() == 1);
      assertThat(http.abandon(IpAddress.of("192.0.2.1"))).isZero();
      assertThat(http.abandon(IpAddress.of("127.0.0.1"))).isEqualTo(1);
      assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
      assertThat(http.abandon(IpAddress.of("127.0.0.1"))).isZero();
    }
  }

  @Test
  void this_machine_is_reached_unbound_although_an_uplink_is_named() throws IOException {
    Via uplink = new Via.By("wan1", List.of(IpAddress.of("192.0.2.1")), false);
    try (var peer = plain(answers(200, "good"))) {
      assertThat(http.send(get(peer, "/"), uplink)).isInstanceOf(Answered.class);
    }
  }

  @Test
  void a_required_uplink_that_does_not_carry_the_request_sends_nothing() throws IOException {
    Via uplink = new Via.By("wan1", List.of(IpAddress.of("192.0.2.1")), true);
    try (var peer = plain(answers(200, "good"))) {
      assertThat(http.send(get(peer, "/"), uplink))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
                assertThat(failed.why()).contains("wan1", "this machine");
              });
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void a_source_address_that_is_gone_is_said_so() {
    Via uplink = new Via.By("wan1", List.of(IpAddress.of("203.0.113.77")), false);
    assertThat(
            http.send(
                HttpRequest.get(URI.create("http://192.0.2.77/"), Map.of()).within(SHORT), uplink))
        .isEqualTo(new Failed(Stage.CONNECT, "the source address is not this machine's any more"));
  }

  @Test
  void the_second_address_of_a_name_is_tried_when_the_first_refuses() throws IOException {
    try (var peer = plain(answers(200, "good"));
        var two =
            new FreshHttp(
                new StillRoutes("wan1"),
                Clock.systemUTC(),
                NamesFixture.system(
                    _ ->
                        List.of(
                            InetAddress.getByName("127.0.0.2"),
                            InetAddress.getByName("127.0.0.1"))))) {
      URI url = URI.create("http://provider.example.org:" + peer.port() + "/");
      assertThat(two.send(HttpRequest.get(url, Map.of()), new Via.Any()))
          .isInstanceOf(Answered.class);
    }
  }

  @Test
  void a_name_without_an_address_sends_nothing() {
    try (var lost =
        new FreshHttp(
            new StillRoutes("wan1"),
            Clock.systemUTC(),
            NamesFixture.system(
                _ -> {
                  throw new UnknownHostException("x");
                }))) {
      URI url = URI.create("http://provider.example.org/?password=sesame");
      assertThat(lost.send(HttpRequest.get(url, Map.of()), new Via.Any()))
          .isEqualTo(
              new Failed(Stage.RESOLVE, "the resolver knows no address for provider.example.org"));
    }
  }

  @Test
  void the_text_of_a_request_shows_no_secret() {
    var request =
        HttpRequest.get(
            URI.create("https://u.example.org:444/TOKEN?password=sesame"),
            Map.of("Authorization", "Basic c2VzYW1l"));
    assertThat(request).hasToString("GET https://u.example.org:444/…");
    assertThatThrownBy(() -> HttpRequest.get(URI.create("https://u:sesame@example.org/"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("sesame");
  }
}
