package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.transport.StillRoutes;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.kit.StunMessage;
import homeport.kit.StunMessage.Transaction;
import homeport.testkit.DatagramPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StunReflectorTest {
  private final StunClient client =
      new StunClient(
          Transports.datagrams(new StillRoutes("wan1")), new SecureRandom(), Optional.of("test"));

  private static byte[] sees(StunMessage request, String address) {
    return StunMessage.success(request.id(), at(address), Optional.empty()).bytes();
  }

  private static InetSocketAddress at(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 40000);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static DatagramPeer.Manner told(Function<StunMessage, List<byte[]>> answers) {
    return (question, _) ->
        answers.apply(StunMessage.read(question, question.length).orElseThrow());
  }

  private Heard heard(DatagramPeer.Manner manner, AddressRange... allowed) {
    try (var peer = new DatagramPeer(manner)) {
      return reflector(peer.port(), allowed)
          .observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
    }
  }

  private StunReflector reflector(int port, AddressRange... allowed) {
    return new StunReflector(
        "127.0.0.1", port, Set.of(allowed), client, Transports.names(new StillRoutes("wan1")));
  }

  @Test
  void what_the_server_sees_is_heard() {
    assertThat(heard(told(request -> List.of(sees(request, "9.9.9.9")))))
        .isEqualTo(new Heard.Address(IpAddress.of("9.9.9.9")));
  }

  @Test
  void a_real_exchange_sees_the_real_address() {
    assertThat(
            heard(
                (question, from) ->
                    List.of(
                        StunMessage.success(
                                StunMessage.read(question, question.length).orElseThrow().id(),
                                from,
                                Optional.empty())
                            .bytes()),
                AddressRange.LOOPBACK))
        .isEqualTo(new Heard.Address(IpAddress.of("127.0.0.1")));
  }

  @Test
  void a_lost_datagram_is_sent_again_with_the_same_transaction() {
    var seen = new ArrayList<StunMessage>();
    Heard heard =
        heard(
            told(
                request -> {
                  seen.add(request);
                  return seen.size() < 2 ? List.of() : List.of(sees(request, "9.9.9.9"));
                }));
    assertThat(heard).isInstanceOf(Heard.Address.class);
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).isEqualTo(seen.getLast());
  }

  @Test
  void forged_answers_before_the_true_one_are_passed_over() {
    assertThat(
            heard(
                told(
                    request ->
                        List.of(
                            StunMessage.success(
                                    Transaction.random(new SecureRandom()),
                                    at("8.8.8.8"),
                                    Optional.empty())
                                .bytes(),
                            "HTTP/1.1 200 OK".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                            StunMessage.request(request.id(), Optional.empty()).bytes(),
                            sees(request, "9.9.9.9")))))
        .isEqualTo(new Heard.Address(IpAddress.of("9.9.9.9")));
  }

  /** Each of them wrong in its own way. */
  static Stream<Function<StunMessage, byte[]>> liars() {
    return Stream.of(
        request -> sees(request, "10.1.2.3"),
        request -> sees(request, "100.64.0.1"),
        request -> sees(request, "0.0.0.0"),
        request -> sees(request, "2600:1::7"),
        request -> StunMessage.unknownAttributes(request.id(), List.of(0x24)).bytes(),
        request ->
            new StunMessage(
                    StunMessage.Type.SUCCESS,
                    request.id(),
                    Optional.empty(),
                    Optional.of("empty"),
                    List.of())
                .bytes());
  }

  @ParameterizedTest
  @MethodSource("liars")
  void a_liar_is_nothing_and_never_another_address(Function<StunMessage, byte[]> liar) {
    assertThat(heard(told(request -> List.of(liar.apply(request)))))
        .isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void a_broken_answer_is_no_answer() {
    try (var peer =
        new DatagramPeer(
            told(request -> List.of(Arrays.copyOf(sees(request, "9.9.9.9"), 30), new byte[0])))) {
      assertThat(
              client.ask(
                  IpAddress.of("127.0.0.1"), peer.port(), new Via.Any(), Duration.ofMillis(700)))
          .isEqualTo(new StunClient.Answer.Silent("no answer within 0.7 s"));
      assertThat(peer.received()).hasSize(2); // at once, and after half a second
    }
  }

  @Test
  void where_nobody_listens_it_is_silent_at_once() {
    int port;
    try (var peer = new DatagramPeer((_, _) -> List.of())) {
      port = peer.port();
    }
    assertThat(reflector(port).observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()))
        .isInstanceOf(Heard.Silent.class);
  }

  @Test
  void a_homeport_server_is_known_by_its_name() {
    for (String software : List.of("homeport-server 0.1.0", "somebody else", "")) {
      try (var peer =
          new DatagramPeer(
              told(
                  request ->
                      List.of(
                          StunMessage.success(
                                  request.id(),
                                  at("9.9.9.9"),
                                  Optional.of(software).filter(s -> !s.isEmpty()))
                              .bytes())))) {
        assertThat(reflector(peer.port()).beat(AddressFamily.IPV4, new Via.Any()))
            .isEqualTo(
                new KeepAlive.Beat(
                    Optional.of(IpAddress.of("9.9.9.9")), software.startsWith("homeport-server")));
      }
    }
  }

  @Test
  void an_address_can_tell_of_its_own_family_only() {
    assertThat(reflector(1).canSay(AddressFamily.IPV4)).isTrue();
    assertThat(reflector(1).canSay(AddressFamily.IPV6)).isFalse();
  }

  @Test
  void an_uplink_without_the_family_is_not_asked_about() {
    var ipv6Only = new Via.By("wan1", List.of(IpAddress.of("2001:db8::1")), true);
    assertThat(reflector(1).observe(AddressFamily.IPV4, ipv6Only, Optional.empty()))
        .isEqualTo(new Heard.Silent("the uplink has no IPv4 address"));
  }
}
