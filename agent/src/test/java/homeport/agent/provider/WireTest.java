package homeport.agent.provider;

import static homeport.agent.provider.Exchanges.LOGIN;
import static homeport.agent.provider.Exchanges.PROGRAM;
import static homeport.agent.provider.Exchanges.custom;
import static homeport.agent.provider.Exchanges.puts;
import static homeport.agent.provider.Exchanges.sendAll;
import static homeport.agent.provider.Exchanges.text;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.Routes;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real transport against a peer on loopback: what arrives there, byte for byte. */
class WireTest {
  private final ServerSocket peer;
  private final Http http = Transports.http(new NoRoutes(), Clock.systemUTC());

  WireTest() throws IOException {
    peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    peer.close();
  }

  @Test
  void a_request_arrives_as_it_was_written() {
    CompletableFuture<String> arrived =
        answering("HTTP/1.1 200 OK\r\n\r\ngood 192.0.2.1\r\nnohost\r\n");
    Descriptor own = own();
    List<Change> changes =
        List.of(
            Exchanges.put(own, "*.example.org", Exchanges.IPV4),
            Exchanges.put(own, "*.example.org", Exchanges.IPV6),
            Exchanges.put(own, "b.example.org", Exchanges.IPV4),
            Exchanges.put(own, "b.example.org", Exchanges.IPV6));
    Map<Change, Outcome> outcomes = sendAll(provider(own), changes);
    assertThat(outcomes.values().stream().map(Exchanges::text).toList())
        .containsExactly("changed", "changed!", "HOST_NOT_FOUND HOST", "HOST_NOT_FOUND HOST");
    assertThat(arrived.join().lines().sorted().toList())
        .containsExactlyElementsOf(
            """
            GET /nic/update?hostname=*.example.org,b.example.org&myip=192.0.2.1,2001:db8::1 HTTP/1.1
            User-Agent: homeport-agent/0.1.0 (Linux-6.1)
            Authorization: %s
            Accept-Encoding: identity
            Connection: close
            Host: 127.0.0.1:%d

            """
                .formatted(LOGIN.basic(), peer.getLocalPort())
                .lines()
                .sorted()
                .toList());
  }

  @Test
  void a_peer_that_dies_in_its_answer_leaves_the_update_unconfirmed() {
    CompletableFuture<String> arrived =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\ngood 192");
    Descriptor own = own();
    assertThat(text(sendAll(provider(own), puts(own, "a")).values().iterator().next()))
        .isEqualTo("unconfirmed");
    assertThat(arrived.join()).startsWith("GET ");
  }

  @Test
  void a_peer_that_is_not_there_got_nothing() throws IOException {
    Descriptor own = own();
    peer.close();
    assertThat(text(sendAll(provider(own), puts(own, "a")).values().iterator().next()))
        .isEqualTo("NETWORK ACCOUNT");
  }

  @Test
  void the_login_does_not_follow_a_redirect_to_another_host() {
    CompletableFuture<String> arrived =
        answering(
            "HTTP/1.1 302 Found\r\nLocation: http://[::1]:1/good\r\nContent-Length: 0\r\n\r\n");
    Descriptor own = own();
    assertThat(text(sendAll(provider(own), puts(own, "a")).values().iterator().next()))
        .isEqualTo("UNINTELLIGIBLE HOST");
    assertThat(arrived.join()).startsWith("GET ");
  }

  private Descriptor own() {
    return custom("url: http://127.0.0.1:" + peer.getLocalPort() + "/nic/update");
  }

  private DescribedProvider provider(Descriptor descriptor) {
    return new DescribedProvider(
        descriptor, LOGIN, PROGRAM, Optional.empty(), http, Clock.systemUTC());
  }

  /** Takes one request, answers these octets and closes. */
  private CompletableFuture<String> answering(String answer) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = peer.accept()) {
            var request = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (request.indexOf("\r\n\r\n") < 0) {
              int octet = in.read();
              if (octet < 0) {
                break;
              }
              request.append((char) octet);
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            return request.toString();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  /** Loopback needs no route. */
  private static final class NoRoutes implements Routes {
    @Override
    public RouteAnswer towards(IpAddress destination, Optional<IpAddress> source) {
      return new RouteAnswer.Unknown("not asked here");
    }

    @Override
    public RouteAnswer towardsBy(IpAddress destination, String interfaceName) {
      return new RouteAnswer.Unknown("not asked here");
    }
  }
}
