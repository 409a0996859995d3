package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.source.DnsReflector.Form;
import homeport.agent.transport.StillRoutes;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import homeport.testkit.DatagramPeer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

class DnsReflectorTest {

  /** What a server makes of its reply. */
  private interface Edit {
    void apply(Message reply) throws IOException;
  }

  private static Heard heard(Form form, Edit edit) {
    try (var peer =
        new DatagramPeer(
            (question, _) -> {
              var query = new Message(question);
              var reply = new Message(query.getHeader().getID());
              reply.getHeader().setFlag(Flags.QR);
              reply.addRecord(query.getQuestion(), Section.QUESTION);
              edit.apply(reply);
              return List.of(reply.toWire());
            })) {
      return reflector(form, peer.port())
          .observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
    }
  }

  private static DnsReflector reflector(Form form, int port) {
    return new DnsReflector(
        new DnsReflector.Server("127.0.0.1", port),
        Hostname.of("my.ip.example.org"),
        form,
        Set.of(),
        Transports.dns(new StillRoutes("wan1")),
        Transports.names(new StillRoutes("wan1")),
        java.util.Collections.nCopies(3, java.time.Duration.ofMillis(400)));
  }

  private static Edit answers(boolean authoritative, String... lines) {
    return reply -> {
      if (authoritative) {
        reply.getHeader().setFlag(Flags.AA);
      }
      for (String line : lines) {
        try (var text =
            new Master(
                new java.io.ByteArrayInputStream(
                    line.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
          reply.addRecord(text.nextRecord(), Section.ANSWER);
        }
      }
    };
  }

  private static final String A = "my.ip.example.org. 0 IN A 9.9.9.9";
  private static final String TXT = "my.ip.example.org. 0 IN TXT \"9.9.9.9\"";
  private static final String CHAOS = "my.ip.example.org. 0 CH TXT \"9.9.9.9\"";
  private static final Heard TRUTH = new Heard.Address(IpAddress.of("9.9.9.9"));

  @Test
  void each_form_of_answer_is_understood() {
    assertThat(heard(Form.ADDRESS, answers(false, A))).isEqualTo(TRUTH);
    assertThat(heard(Form.TEXT, answers(true, TXT))).isEqualTo(TRUTH);
    assertThat(heard(Form.CHAOS_TEXT, answers(false, CHAOS))).isEqualTo(TRUTH);
  }

  @Test
  void the_class_and_type_are_asked_for_as_configured() throws IOException {
    try (var peer = new DatagramPeer((_, _) -> List.of(new byte[12]))) {
      Heard _ =
          reflector(Form.CHAOS_TEXT, peer.port())
              .observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
      Record question = new Message(peer.received().getFirst()).getQuestion();
      assertThat(question.getDClass()).isEqualTo(DClass.CH);
      assertThat(question.getType()).isEqualTo(org.xbill.DNS.Type.TXT);
      assertThat(peer.received()).as("asked again when nobody answers").hasSize(3);
    }
  }

  static Stream<Arguments> liars() {
    return Stream.of(
        Arguments.of("a hijack: the resolver's own", Form.TEXT, answers(false, TXT)),
        Arguments.of("a portal", Form.ADDRESS, answers(false, A.replace("9.9.9.9", "10.0.0.1"))),
        Arguments.of("ad blocker", Form.ADDRESS, answers(true, A.replace("9.9.9.9", "0.0.0.0"))),
        Arguments.of("carrier", Form.ADDRESS, answers(true, A.replace("9.9.9.9", "100.64.0.9"))),
        Arguments.of("two", Form.ADDRESS, answers(true, A, A.replace("9.9.9.9", "8.8.8.8"))),
        Arguments.of("another name", Form.ADDRESS, answers(true, A.replace("my.", "your."))),
        Arguments.of("another type", Form.ADDRESS, answers(true, TXT)),
        Arguments.of("IPv6", Form.ADDRESS, answers(true, "my.ip.example.org. 0 IN AAAA 2600:1::7")),
        Arguments.of("IPv6 in text", Form.TEXT, answers(true, TXT.replace("9.9.9.9", "2600:1::7"))),
        Arguments.of("words", Form.TEXT, answers(true, TXT.replace("9.9.9.9", "you are 9.9.9.9"))),
        Arguments.of("leading zeros", Form.TEXT, answers(true, TXT.replace("9.9.9.9", "9.9.9.09"))),
        Arguments.of("network", Form.TEXT, answers(true, TXT.replace("9.9.9.9", "9.9.9.9/32"))),
        Arguments.of(
            "client subnet too",
            Form.TEXT,
            answers(true, TXT, "my.ip.example.org. 0 IN TXT \"edns0-client-subnet 9.9.9.0/24\"")),
        Arguments.of("another class", Form.CHAOS_TEXT, answers(true, TXT)),
        Arguments.of("empty", Form.TEXT, answers(true)),
        Arguments.of(
            "no such name",
            Form.ADDRESS,
            (Edit) reply -> reply.getHeader().setRcode(Rcode.NXDOMAIN)),
        Arguments.of(
            "refused", Form.CHAOS_TEXT, (Edit) reply -> reply.getHeader().setRcode(Rcode.REFUSED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("liars")
  void a_liar_is_nothing_and_never_another_address(String name, Form form, Edit liar) {
    assertThat(heard(form, liar)).isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void a_reply_to_another_question_is_no_reply() {
    assertThat(
            heard(
                Form.ADDRESS,
                reply -> {
                  answers(true, A).apply(reply);
                  reply.getHeader().setID(reply.getHeader().getID() ^ 1);
                }))
        .isInstanceOf(Heard.Silent.class);
  }

  @Test
  void who_runs_the_zone_is_one_operator_by_whichever_server() {
    DnsReflector reflector = reflector(Form.ADDRESS, 53);
    assertThat(reflector.operator()).isEqualTo("example.org");
    assertThat(reflector.name()).isEqualTo("my.ip.example.org at 127.0.0.1");
    assertThat(reflector.canSay(AddressFamily.IPV6)).isFalse();
  }
}
