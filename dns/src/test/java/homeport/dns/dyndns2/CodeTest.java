package homeport.dns.dyndns2;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every code of the protocol, from {@code dyndns2/codes.txt}. */
class CodeTest {

  @Test
  void every_code_has_its_reach_and_obliges_to_its_action() throws IOException {
    var seen = new HashSet<Code>();
    for (String[] row : rows()) {
      ReplyLine line = Reply.parse(row[0]).lines().getFirst();
      Code code = Code.valueOf(row[1]);
      assertThat(line.code()).as(row[0]).contains(code);
      assertThat(code.reach().name()).as(row[0]).isEqualTo(row[2]);
      assertThat(code.action().name()).as(row[0]).isEqualTo(row[3]);
      assertThat(code.meaning()).isNotBlank();
      seen.add(code);
    }
    assertThat(seen).containsExactlyInAnyOrder(Code.values());
  }

  @Test
  void a_line_is_written_as_it_is_read() {
    var addresses = List.of(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::1"));
    assertThat(Code.GOOD.line(addresses)).isEqualTo("good 192.0.2.1,2001:db8::1");
    assertThat(Code.NOHOST.line(List.of())).isEqualTo("nohost");
    assertThat(ReplyLine.read(Code.GOOD.line(addresses)).addresses()).isEqualTo(addresses);
  }

  private static List<String[]> rows() throws IOException {
    try (var in =
        Objects.requireNonNull(CodeTest.class.getResourceAsStream("/dyndns2/codes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
          .toList();
    }
  }
}
