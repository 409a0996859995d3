package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import homeport.kit.StunMessage.Transaction;
import homeport.kit.StunMessage.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {
  private static final String ID = "b7e7a701bc34d686fa87dfae";

  /** RFC 5769, 2.1: of an ICE agent, with three attributes that we do not know. */
  private static final String REQUEST =
      "00010058"
          + "2112a442"
          + ID
          + "80220010"
          + "5354554e207465737420636c69656e74"
          + "00240004"
          + "6e0001ff"
          + "80290008"
          + "932ff9b151263b36"
          + "00060009"
          + "6576746a3a68367659202020"
          + "00080014"
          + "9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
          + "80280004"
          + "e57a3bcf";

  /** RFC 5769, 2.2. */
  private static final String RESPONSE_IPV4 =
      "0101003c"
          + "2112a442"
          + ID
          + "8022000b"
          + "7465737420766563746f7220"
          + "00200008"
          + "0001a147"
          + "e112a643"
          + "00080014"
          + "2b91f599fd9e90c38c7489f92af9ba53f06be7d7"
          + "80280004"
          + "c07d4c96";

  /** RFC 5769, 2.3. */
  private static final String RESPONSE_IPV6 =
      "01010048"
          + "2112a442"
          + ID
          + "8022000b"
          + "7465737420766563746f7220"
          + "00200014"
          + "0002a147"
          + "0113a9faa5d3f179bc25f4b5bed2b9d9"
          + "00080014"
          + "a382954e4be67bf11784c97c8292c275bfe3ed41"
          + "80280004"
          + "c8fb0b4c";

  private static Optional<StunMessage> read(String hex) {
    byte[] data = HexFormat.of().parseHex(hex);
    return StunMessage.read(data, data.length);
  }

  private static InetSocketAddress at(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void vectors_of_rfc_5769_are_understood() {
    assertThat(read(REQUEST))
        .hasValueSatisfying(
            request -> {
              assertThat(request.type()).isEqualTo(Type.REQUEST);
              assertThat(request.software()).contains("STUN test client");
              assertThat(request.unknown()).containsExactly(0x0024, 0x0006, 0x0008);
            });
    assertThat(read(RESPONSE_IPV4))
        .hasValueSatisfying(
            response -> {
              assertThat(response.type()).isEqualTo(Type.SUCCESS);
              assertThat(response.id()).isEqualTo(new Transaction(0xb7e7a701, 0xbc34d686fa87dfaeL));
              assertThat(response.mapped()).contains(at("192.0.2.1", 32853));
              assertThat(response.software()).contains("test vector");
            });
    assertThat(read(RESPONSE_IPV6).orElseThrow().mapped())
        .contains(at("2001:db8:1234:5678:11:2233:4455:6677", 32853));
  }

  @Property(tries = 300)
  void a_changed_bit_is_noticed_by_the_fingerprint(
      @ForAll @IntRange(min = 0, max = 72 * 8 - 1) int bit) {
    byte[] data = HexFormat.of().parseHex(RESPONSE_IPV4);
    data[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(StunMessage.read(data, data.length)).isEmpty();
  }

  @Property(tries = 300)
  void what_is_written_is_read_again(
      @ForAll int first,
      @ForAll long rest,
      @ForAll @Size(4) byte[] four,
      @ForAll @Size(16) byte[] sixteen,
      @ForAll @IntRange(min = 0, max = 65535) int port)
      throws UnknownHostException {
    var id = new Transaction(first, rest);
    for (byte[] address : List.of(four, sixteen)) {
      var mapped = new InetSocketAddress(InetAddress.getByAddress(address), port);
      for (var message :
          List.of(
              StunMessage.request(id, Optional.of("homeport-agent/1")),
              StunMessage.success(id, mapped, Optional.empty()),
              StunMessage.success(id, mapped, Optional.of("homeport-server 1.0")))) {
        byte[] bytes = message.bytes();
        assertThat(bytes.length % 4).isZero();
        assertThat(StunMessage.read(bytes, bytes.length)).contains(message);
      }
    }
  }

  @Property(tries = 2000)
  void no_datagram_breaks_the_reading(@ForAll byte[] noise, @ForAll @IntRange(max = 72) int at) {
    byte[] data = HexFormat.of().parseHex(REQUEST);
    System.arraycopy(noise, 0, data, at, Math.min(noise.length, data.length - at));
    assertThatCode(() -> StunMessage.read(data, data.length)).doesNotThrowAnyException();
    assertThatCode(() -> StunMessage.read(noise, noise.length)).doesNotThrowAnyException();
  }

  @Test
  void what_is_cut_off_is_no_message() {
    byte[] data = HexFormat.of().parseHex(RESPONSE_IPV6);
    for (int length = 0; length < data.length; length++) {
      assertThat(StunMessage.read(data, length)).isEmpty();
      byte[] cut = Arrays.copyOf(data, length);
      assertThat(StunMessage.read(cut, length)).isEmpty();
    }
  }

  @Test
  void an_old_server_that_knows_only_the_plain_address_is_understood() {
    String old = "0101000c" + "2112a442" + ID + "00010008" + "00018055" + "c0000201";
    assertThat(read(old).orElseThrow().mapped()).contains(at("192.0.2.1", 32853));
    String draft = "0101000c" + "2112a442" + ID + "80200008" + "0001a147" + "e112a643";
    assertThat(read(draft).orElseThrow().mapped()).contains(at("192.0.2.1", 32853));
  }

  @Test
  void the_masked_address_counts_where_a_router_rewrote_the_plain_one() {
    String both =
        "01010018"
            + "2112a442"
            + ID
            + "00010008"
            + "00018055"
            + "c6336401"
            + "00200008"
            + "0001a147"
            + "e112a643";
    assertThat(read(both).orElseThrow().mapped()).contains(at("192.0.2.1", 32853));
  }

  @Test
  void an_ipv4_mapped_address_stays_what_it_is() {
    String mapped =
        "01010018" + "2112a442" + ID + "00010014" + "00028055" + "00000000000000000000ffffc0000201";
    assertThat(read(mapped).orElseThrow().mapped().orElseThrow().getAddress().getAddress())
        .hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0101000c2112a443" + ID + "0001000800018055c0000201", // another cookie
        "0101000c2112a442" + ID + "0001000900018055c0000201", // longer than what is there
        "0101000c2112a442" + ID + "0001000800038055c0000201", // a third family
        "0101000c2112a442" + ID + "0001000800028055c0000201", // IPv6 in four octets
        "010100102112a442" + ID + "0001000800018055c0000201", // wrong length
        "0111000c2112a442", // no transaction
        "80010000" + "2112a442" + ID, // the first two bits
        "00110000" + "2112a442" + ID, // an indication
      })
  void what_is_malformed_is_no_message(String hex) {
    assertThat(read(hex)).isEmpty();
  }

  @Test
  void a_request_is_as_small_as_can_be() {
    var id = Transaction.random(new SplittableRandom(1));
    assertThat(StunMessage.request(id, Optional.empty()).bytes()).hasSize(20);
  }

  @Test
  void unknown_attributes_are_refused_by_number() {
    byte[] refusal = StunMessage.unknownAttributes(new Transaction(1, 2), List.of(0x24)).bytes();
    assertThat(refusal).hasSize(36);
    assertThat(StunMessage.read(refusal, refusal.length).orElseThrow().type())
        .isEqualTo(Type.ERROR);
  }
}
