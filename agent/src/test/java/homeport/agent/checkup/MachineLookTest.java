package homeport.agent.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.doctor.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLookTest {
  private static final List<String> NAMES = List.of("home.example.org", "fw.example.org");

  @TempDir Path directory;
  private Path processes;

  @BeforeEach
  void make() throws IOException {
    processes = Files.createDirectory(directory.resolve("proc"));
  }

  private void process(String number, String... words) throws IOException {
    Path process = Files.createDirectory(processes.resolve(number));
    Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
  }

  private List<Symptom> look() {
    return new MachineLook(processes).look(Instant.EPOCH, directory, NAMES);
  }

  private List<Symptom> others() {
    return look().stream().filter(s -> s instanceof Symptom.OtherProgram).toList();
  }

  @Test
  void program_that_updates_our_names_is_found_by_its_configuration() throws IOException {
    Path file = Files.writeString(directory.resolve("inadyn.conf"), "hostname = fw.example.org\n");
    process("77", "/usr/sbin/inadyn", "-f", file.toString());
    process("78", "/usr/bin/vi", "/etc/inadyn");
    assertThat(others())
        .containsExactly(
            new Symptom.OtherProgram("inadyn", 77, Optional.of(List.of("fw.example.org"))));
  }

  @Test
  void name_inside_another_name_does_not_count() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("inadyn.conf"), "my-home.example.org home.example.org.uk");
    process("77", "inadyn", "-f", file.toString());
    assertThat(others())
        .containsExactly(new Symptom.OtherProgram("inadyn", 77, Optional.of(List.of())));
  }

  @Test
  void script_is_known_by_its_own_name_and_hides_what_cannot_be_read() throws IOException {
    process("9", "/usr/bin/perl", "/opt/noip-duc");
    assertThat(others()).containsExactly(new Symptom.OtherProgram("noip-duc", 9, Optional.empty()));
  }

  @Test
  void folder_that_is_not_there_and_cannot_be_made_is_found() {
    var found =
        new MachineLook(processes)
            .look(Instant.EPOCH, directory.resolve("no/such/folder"), List.of());
    assertThat(found).anyMatch(s -> s instanceof Symptom.StateFolder);
    assertThat(look()).noneMatch(s -> s instanceof Symptom.StateFolder);
  }
}
