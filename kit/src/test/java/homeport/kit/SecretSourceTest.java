package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSourceTest {
  @TempDir Path directory;

  private String read(String raw, Map<String, String> environment) throws Exception {
    return SecretSource.parse(raw).read(environment::get).secret().value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#hash",
        "a=b",
        "a:b",
        "{token}",
        "ümlaut ñ 日本 😀",
        " leading",
        "a\\b",
        "\"'`$(x)${y}",
        "%41",
        "ENV:X",
        "environment",
        "a\tb"
      })
  void odd_characters_survive_literally_and_from_a_file(String password) throws Exception {
    assertThat(read(password, Map.of())).isEqualTo(password);
    assertThat(read("literal:" + password, Map.of())).isEqualTo(password);
    assertThat(read("env:X", Map.of("X", password))).isEqualTo(password);
    Path file = directory.resolve("secret");
    Files.writeString(file, password + "\nnot this\n");
    assertThat(read("file:" + file, Map.of())).isEqualTo(password);
    Files.writeString(file, password + "\r\n");
    assertThat(read("file:" + file, Map.of())).isEqualTo(password);
    assertThat(read("credential:secret", Map.of("CREDENTIALS_DIRECTORY", "" + directory)))
        .isEqualTo(password);
  }

  @Test
  void a_secret_may_begin_with_one_of_the_words() throws Exception {
    assertThat(read("literal:env:X", Map.of())).isEqualTo("env:X");
    assertThat(read("literal:literal:x", Map.of())).isEqualTo("literal:x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:",
        "env:a-b",
        "file:",
        "file:secret",
        "credential:../x",
        "credential:..",
        "credential:"
      })
  void a_word_without_a_name_says_how_to_write_it_literally(String raw) {
    assertThatThrownBy(() -> SecretSource.parse(raw))
        .isInstanceOf(SecretSource.Unavailable.class)
        .hasMessageContaining("literal:");
  }

  @Test
  void what_is_not_there_is_said_by_name() {
    assertThatThrownBy(() -> read("env:X", Map.of())).hasMessageContaining("X is not set");
    assertThatThrownBy(() -> read("credential:x", Map.of()))
        .hasMessageContaining("CREDENTIALS_DIRECTORY");
    assertThatThrownBy(() -> read("file:" + directory.resolve("none"), Map.of()))
        .hasMessageContaining("none");
    assertThatThrownBy(() -> read("file:" + directory, Map.of()))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> read("literal:", Map.of())).hasMessageContaining("empty");
  }

  @Test
  void a_rotated_file_is_read_anew() throws Exception {
    Path file = Files.writeString(directory.resolve("s"), "one\n");
    SecretSource source = SecretSource.parse("file:" + file);
    assertThat(source.read(name -> null).secret().value()).isEqualTo("one");
    Files.writeString(file, "two\n");
    assertThat(source.read(name -> null).secret().value()).isEqualTo("two");
  }

  @Test
  void a_world_readable_file_is_warned_about() throws Exception {
    Path file = Files.writeString(directory.resolve("s"), "one\n");
    permissions(file, "rw-r--r--");
    assertThat(SecretSource.parse("file:" + file).read(name -> null).warning()).isPresent();
    permissions(file, "rw-------");
    assertThat(SecretSource.parse("file:" + file).read(name -> null).warning()).isEmpty();
  }

  private static void permissions(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void a_literal_hides_itself() throws Exception {
    SecretSource source = SecretSource.parse("s3cret");
    assertThat(source.toString()).doesNotContain("s3cret");
    assertThat(source.read(name -> null).toString()).doesNotContain("s3cret");
    assertThat(SecretSource.parse("file:/etc/x")).hasToString("file:/etc/x");
  }
}
