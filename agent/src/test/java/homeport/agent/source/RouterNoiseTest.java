package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.transport.Exchange;
import homeport.dns.IpAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What comes from a link may be anything. */
class RouterNoiseTest {
  private static final IpAddress SELF = IpAddress.of("192.168.1.10");
  private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @Property
  void no_octets_are_an_address_unless_they_answer_the_question(
      @ForAll byte[] noise, @ForAll @Size(60) byte[] whole) {
    var pcp = new Pcp(NONCE, SELF, 4711);
    for (byte[] packet : List.of(noise, whole)) {
      assertThat(isExternal(pcp.read(packet))).isFalse();
      if (packet.length < 12 || packet[0] != 0 || packet[1] != -128) {
        assertThat(isExternal(NatPmp.read(packet))).isFalse();
      }
      if (packet.length < 24) {
        assertThat(Pcp.announced(packet)).isEmpty();
      }
    }
  }

  private static boolean isExternal(Optional<MappingReply> reply) {
    return reply.orElse(null) instanceof MappingReply.External;
  }

  @Property
  void an_answer_that_is_cut_anywhere_is_none(@ForAll byte length) {
    byte[] answer = new Pcp(NONCE, SELF, 4711).question();
    answer[1] |= (byte) 0x80;
    var pcp = new Pcp(NONCE, SELF, 4711);
    assertThat(pcp.read(answer).orElse(null)).isInstanceOf(MappingReply.External.class);
    byte[] cut = Arrays.copyOf(answer, Math.floorMod(length, 60));
    assertThat(pcp.read(cut)).isEmpty();
    assertThat(new Pcp(NONCE, SELF, 4712).read(answer)).as("another port").isEmpty();
  }

  @Property
  void no_text_leads_to_another_machine(@ForAll String noise) throws Exception {
    InetAddress router = InetAddress.getByName("192.168.1.1");
    String answer = "HTTP/1.1 200 OK\r\nLOCATION: http://" + noise + "\r\n\r\n";
    assertThat(Search.location(answer, router).map(URI::getHost))
        .satisfiesAnyOf(
            host -> assertThat(host).isEmpty(), host -> assertThat(host).contains("192.168.1.1"));
    assertThat(EventMessage.parse(noise)).isEmpty();
  }

  @Property
  void no_answer_to_a_call_is_a_value_unless_it_is_one(@ForAll int status, @ForAll byte[] noise) {
    String text = new String(noise, StandardCharsets.ISO_8859_1);
    var answered = new Exchange.Answered(status, Map.of(), text, false);
    assertThat(Soap.read(answered, "GetExternalIPAddress", "NewExternalIPAddress"))
        .isInstanceOf(Soap.Reply.None.class);
  }
}
