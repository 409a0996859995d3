package homeport.dns.dyndns2;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReplyTest {

  @Test
  void byte_order_mark_blank_lines_and_line_ends_do_not_count() {
    Reply reply = Reply.parse("\ufeff\r\n  good 192.0.2.1 \r\n\r\nNOHOST\r\n");
    assertThat(reply.lines())
        .extracting(ReplyLine::raw)
        .containsExactly("good 192.0.2.1", "NOHOST");
    assertThat(codes(reply)).containsExactly(Code.GOOD, Code.NOHOST);
  }

  @Test
  void only_the_first_word_of_a_line_is_a_code() {
    assertThat(codes(Reply.parse("everything is good 192.0.2.1"))).isEmpty();
    assertThat(codes(Reply.parse("goodbye"))).isEmpty();
    assertThat(codes(Reply.parse("good, 192.0.2.1"))).isEmpty();
  }

  @Test
  void a_page_has_no_lines_whatever_it_says() {
    for (String page :
        List.of(
            "<html>\ngood 192.0.2.1\n</html>",
            "\ufeff <!DOCTYPE html>\ngood\n",
            "good 192.0.2.1\n<HTML>",
            "<?xml version='1.0'?>\ngood")) {
      assertThat(Reply.parse(page)).isEqualTo(new Reply(true, List.of()));
    }
  }

  @Test
  void addresses_are_compared_as_values() {
    ReplyLine line = ReplyLine.read("good 192.0.2.1,2001:DB8:0::1");
    assertThat(line.addresses())
        .containsExactly(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::1"));
    assertThat(ReplyLine.read("nochg 192.0.2.01").addresses()).isEmpty();
  }

  @Test
  void waits_are_read_in_hours_minutes_and_seconds() {
    assertThat(ReplyLine.read("w2h").pause()).contains(Duration.ofHours(2));
    assertThat(ReplyLine.read("w10m").pause()).contains(Duration.ofMinutes(10));
    assertThat(ReplyLine.read("w30S now").pause()).contains(Duration.ofSeconds(30));
    assertThat(ReplyLine.read("w").code()).isEmpty();
    assertThat(ReplyLine.read("w99999h").code()).isEmpty();
  }

  @Test
  void an_endless_answer_is_cut() {
    assertThat(Reply.parse("good\n".repeat(5000)).lines()).hasSize(Reply.MOST_LINES);
  }

  @Property(tries = 2000)
  void no_text_breaks_the_parser(@ForAll("bodies") String body) {
    Reply reply = Reply.parse(body);
    assertThat(reply.lines().size()).isLessThanOrEqualTo((int) body.lines().count());
    for (ReplyLine line : reply.lines()) {
      assertThat(body).contains(line.raw());
      assertThat(line.raw()).startsWith(line.word());
    }
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> words =
        Arbitraries.of(
            "good",
            "nochg",
            "w",
            "9h",
            " ",
            "\t",
            "\r\n",
            "\n",
            "\r",
            "<html>",
            "192.0.2.1",
            ",",
            "\ufeff",
            "\0",
            "\u2028",
            "\u00a0",
            "\u001c",
            "!",
            "911");
    return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(8))
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  private static List<Code> codes(Reply reply) {
    return reply.lines().stream().map(ReplyLine::code).flatMap(Optional::stream).toList();
  }
}
