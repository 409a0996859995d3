package homeport.agent.provider;

import static homeport.agent.provider.Exchanges.plain;
import static homeport.agent.provider.Exchanges.puts;
import static homeport.agent.provider.Exchanges.sendAll;
import static homeport.agent.provider.Exchanges.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Descriptor;
import homeport.agent.plan.Change;
import homeport.agent.plan.Outcome;
import homeport.dns.dyndns2.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table {@code dyndns2/answers.txt}: what an answer means for each change. */
class AnswersTest {
  private static final Descriptor CUSTOM = plain();

  @Test
  void every_answer_of_the_table_means_what_it_says() throws IOException {
    for (String[] row : rows()) {
      int status = Integer.parseInt(row[1].strip());
      String body = row[2].strip().translateEscapes().replace("\\ufeff", "\ufeff");
      List<Change> changes = puts(CUSTOM, row[0].strip());
      Map<Change, Outcome> outcomes =
          sendAll(with(CUSTOM, _ -> FakeHttp.answer(status, body)), changes);
      assertThat(changes.stream().map(outcomes::get).map(Exchanges::text).toList())
          .as(String.join("|", row))
          .containsExactly(row[3].strip().split("; *"));
    }
  }

  @Test
  void every_code_stands_in_the_table() throws IOException {
    var codes =
        rows().stream()
            .map(row -> Code.of(row[2].strip().split("[ \\\\]")[0]))
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(codes).containsExactlyInAnyOrder(Code.values());
  }

  private static List<String[]> rows() throws IOException {
    try (var in =
        Objects.requireNonNull(AnswersTest.class.getResourceAsStream("/dyndns2/answers.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.replace("\\ufeff", "\\\\ufeff").split("\\|"))
          .toList();
    }
  }
}
