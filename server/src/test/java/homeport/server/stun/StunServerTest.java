package homeport.server.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.kit.StunMessage;
import homeport.kit.StunMessage.Transaction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunServerTest {
  private static final Answers ANSWERS = new Answers("homeport-server 0.1.0");
  private static final InetSocketAddress FROM = at("192.0.2.1");

  private static InetSocketAddress at(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 40000);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static StunMessage request(Optional<String> software) {
    return StunMessage.request(Transaction.random(new SecureRandom()), software);
  }

  private static Optional<StunMessage> answer(StunMessage request, InetSocketAddress from) {
    byte[] bytes = request.bytes();
    return ANSWERS
        .to(bytes, bytes.length, from)
        .map(answer -> StunMessage.read(answer, answer.length).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void a_request_is_answered_with_the_address_it_came_from(String loopback) throws IOException {
    var listen = new InetSocketAddress(InetAddress.getByName(loopback), 0);
    try (var server = new StunServer(List.of(listen), "homeport-server 0.1.0");
        var socket = new DatagramSocket(new InetSocketAddress(listen.getAddress(), 0))) {
      server.start();
      socket.connect(server.localAddresses().getFirst());
      socket.setSoTimeout(5000);
      socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3)); // passed over
      StunMessage request = request(Optional.of("homeport-agent/1"));
      socket.send(new DatagramPacket(request.bytes(), request.bytes().length));
      var packet = new DatagramPacket(new byte[1500], 1500);
      socket.receive(packet);

      assertThat(StunMessage.read(packet.getData(), packet.getLength()))
          .contains(
              StunMessage.success(
                  request.id(),
                  (InetSocketAddress) socket.getLocalSocketAddress(),
                  Optional.of("homeport-server 0.1.0")));
    }
  }

  @Test
  void an_answer_is_hardly_longer_than_its_request() {
    for (InetSocketAddress from : List.of(FROM, at("2001:db8::1"))) {
      for (Optional<String> software : List.of(Optional.<String>empty(), Optional.of("agent"))) {
        byte[] request = request(software).bytes();
        byte[] answer = ANSWERS.to(request, request.length, from).orElseThrow();
        assertThat(answer.length - request.length).isLessThanOrEqualTo(40);
        assertThat(software.isPresent() || answer.length <= 44).isTrue();
      }
    }
  }

  @Test
  void who_does_not_introduce_himself_is_not_told_who_answers() {
    assertThat(answer(request(Optional.empty()), FROM).orElseThrow().software()).isEmpty();
  }

  @Test
  void answers_and_errors_are_never_answered() {
    var id = new Transaction(1, 2);
    assertThat(answer(StunMessage.success(id, FROM, Optional.empty()), FROM)).isEmpty();
    assertThat(answer(StunMessage.unknownAttributes(id, List.of(1)), FROM)).isEmpty();
  }

  @Test
  void what_has_to_be_understood_and_is_not_is_refused() {
    byte[] change =
        HexFormat.of().parseHex("000100082112a442" + "00".repeat(12) + "0003000400000006");
    byte[] answer = ANSWERS.to(change, change.length, FROM).orElseThrow();
    assertThat(StunMessage.read(answer, answer.length).orElseThrow().type())
        .isEqualTo(StunMessage.Type.ERROR);
    assertThat(answer).hasSize(36);
  }

  @Property(tries = 2000)
  void noise_is_never_answered(@ForAll byte[] noise) {
    assertThat(ANSWERS.to(noise, noise.length, FROM)).isEmpty();
  }

  @Test
  void a_flood_from_one_source_has_an_end_and_leaves_the_others_alone() {
    var rate = new PerSource();
    for (int i = 0; i < PerSource.A_SECOND; i++) {
      assertThat(rate.allows(at("2001:db8::" + i).getAddress(), 1)).isTrue();
    }
    assertThat(rate.allows(at("2001:db8::ffff").getAddress(), 1)).isFalse();
    assertThat(rate.allows(FROM.getAddress(), 1)).isTrue();
    assertThat(rate.allows(at("2001:db8::1").getAddress(), 1_000_000_001)).isTrue();
  }

  @Test
  void an_address_that_is_taken_is_named() throws IOException {
    try (var taken =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var server =
            new StunServer(
                List.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort())),
                "x")) {
      assertThatThrownBy(server::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("STUN cannot listen on 127.0.0.1 port " + taken.getLocalPort());
      assertThat(server.localAddresses()).isEmpty();
    }
  }
}
