package homeport.agent.transport;

import static homeport.testkit.MisbehavingPeer.answers;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.transport.Exchange.Answered;
import homeport.agent.transport.Exchange.Failed;
import homeport.agent.transport.Exchange.Stage;
import homeport.kit.Certificates;
import homeport.testkit.Manner;
import homeport.testkit.MisbehavingPeer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final Instant NOW = Instant.now();
  private static final Duration DAYS_500 = Duration.ofDays(500);
  private final Http http = Transports.http(new StillRoutes("wan1"), Clock.systemUTC());
  @TempDir Path directory;

  @AfterEach
  void close() {
    http.close();
  }

  private SSLContext certificate(Instant when) {
    return Certificates.selfMade(directory, List.of("localhost", "127.0.0.1"), when).context();
  }

  private Exchange send(MisbehavingPeer peer, Optional<Path> caFile) {
    return http.send(
        HttpRequest.get(url(peer), Map.of()).trusting(caFile).within(Duration.ofSeconds(10)),
        new Via.Any());
  }

  private static URI url(MisbehavingPeer peer) {
    return URI.create("https://127.0.0.1:" + peer.port() + "/?password=sesame");
  }

  private Optional<Path> authority() {
    return Optional.of(Certificates.authorityFile(directory));
  }

  @Test
  void an_own_authority_is_trusted_when_its_file_is_named() throws IOException {
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW))) {
      assertThat(send(peer, authority())).isInstanceOf(Answered.class);
    }
  }

  @Test
  void an_unknown_authority_gets_no_request() throws IOException {
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW))) {
      assertThat(send(peer, Optional.empty()))
          .isEqualTo(
              new Failed(
                  Stage.TLS, "the certificate is not from an authority that is trusted here"));
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void an_expired_certificate_gets_no_request_and_the_clock_is_named() throws IOException {
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW.minus(DAYS_500)))) {
      assertThat(send(peer, authority()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(Stage.TLS);
                assertThat(failed.why()).contains("expired", "clock says");
              });
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_of_the_future_gets_no_request_and_the_clock_is_named() throws IOException {
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW.plus(DAYS_500)))) {
      assertThat(send(peer, authority()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.why()).contains("not valid yet", "clock says"));
    }
  }

  @Test
  void a_certificate_for_another_name_gets_no_request() throws IOException {
    SSLContext other = Certificates.selfMade(directory, List.of("home.example.org"), NOW).context();
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), other)) {
      assertThat(send(peer, authority()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(Stage.TLS);
                assertThat(failed.why()).contains("another name");
              });
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void silence_before_tls_means_that_nothing_was_sent() throws IOException {
    try (var peer = MisbehavingPeer.tls(Manner.hangs(), certificate(NOW))) {
      assertThat(
              http.send(
                  HttpRequest.get(url(peer), Map.of()).within(Duration.ofMillis(300)),
                  new Via.Any()))
          .isEqualTo(new Failed(Stage.TLS, "no connection within 300 ms"));
    }
  }

  @Test
  void a_peer_without_tls_gets_no_request() throws IOException {
    try (var peer = MisbehavingPeer.plain(MisbehavingPeer.says("HTTP/1.1 400 Bad\r\n\r\n\r\n"))) {
      assertThat(
              http.send(
                  HttpRequest.get(url(peer), Map.of()).within(Duration.ofMillis(500)),
                  new Via.Any()))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.stage()).isEqualTo(Stage.TLS));
    }
  }

  @Test
  void https_is_never_left_for_http() throws IOException {
    try (var plain = MisbehavingPeer.plain(answers(200, "good"));
        var peer =
            MisbehavingPeer.tls(
                MisbehavingPeer.says(
                    "HTTP/1.1 302 F\r\nLocation: http://127.0.0.1:" + plain.port() + "/\r\n\r\n"),
                certificate(NOW))) {
      URI url = URI.create("https://127.0.0.1:" + peer.port() + "/");
      assertThat(
              http.send(
                  HttpRequest.get(url, Map.of()).trusting(authority()).followingRedirects(),
                  new Via.Any()))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(302));
      assertThat(plain.connections()).isZero();
    }
  }

  @Test
  void warming_up_agrees_on_tls_and_sends_no_request() throws IOException {
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW))) {
      assertThat(http.warm(url(peer), authority(), new Via.Any())).isEmpty();
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(peer.requests()).isEmpty();
      assertThat(http.warm(url(peer), Optional.empty(), new Via.Any()))
          .hasValueSatisfying(why -> assertThat(why).contains("authority"));
    }
  }

  @Test
  void a_certificate_file_that_cannot_be_used_is_said_so() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    try (var peer = MisbehavingPeer.tls(answers(200, "good"), certificate(NOW))) {
      assertThat(send(peer, Optional.of(empty)))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(Stage.TLS);
                assertThat(failed.why()).contains("empty.pem");
              });
    }
  }
}
