package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void values_survive_the_way_there_and_back_on_one_line() throws BadJson {
    var map = new LinkedHashMap<String, Object>();
    map.put("text", "line\nend \"quoted\" \\ é 😀 \u2028");
    map.put("number", 12345678901L);
    map.put("fraction", 1.5);
    map.put("truth", true);
    map.put("nothing", null);
    map.put("list", Arrays.asList(1L, null, List.of(), Map.of()));
    String line = Json.write(map);
    assertThat(line).doesNotContain("\n");
    assertThat(Json.read(line)).isEqualTo(map);
  }

  @Test
  void the_extremes_of_long_survive() throws BadJson {
    assertThat(Json.read("" + Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.read("" + Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{\"a\":1}x",
        "{\"a\":1",
        "{a:1}",
        "nul",
        "1 2",
        "\"abc",
        "[1,]",
        "[1 2]",
        "truefalse",
        "{\"a\" 1}",
        "-",
        "01",
        "[1}",
        "1e99999999999",
        "1e999"
      })
  void what_is_not_json_is_refused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(BadJson.class);
  }

  @Test
  void an_error_names_the_position_and_not_the_text() {
    assertThatThrownBy(() -> Json.read("{\"password\":\"s3cret\" x}"))
        .isInstanceOf(BadJson.class)
        .hasMessageContaining("position 22")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void deep_nesting_is_refused_before_it_breaks_the_stack() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(BadJson.class);
  }

  @Test
  void an_object_is_told_from_other_values() throws BadJson {
    assertThat(Json.readMap("{\"a\":null}")).containsEntry("a", null);
    assertThatThrownBy(() -> Json.readMap("[]")).isInstanceOf(BadJson.class);
  }

  @Test
  void garbage_is_refused_and_never_breaks() {
    var random = RandomGenerator.of("L64X128MixRandom");
    String alphabet = "{}[]\",:0123456789.eE+-truefalsn \\u\t\n\u0000é";
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Json.read(text.toString());
      } catch (BadJson e) {
        assertThat(e).hasMessageStartingWith("not JSON");
      }
    }
  }
}
