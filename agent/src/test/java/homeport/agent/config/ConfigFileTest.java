package homeport.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Account;
import homeport.agent.plan.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String HOST =
      "  - {hostname: %s, provider: changeip, user: %s, password: %s, address: outgoing}\n";

  @TempDir Path directory;
  private Path path;
  private ConfigFile file;

  @BeforeEach
  void start() throws IOException {
    path = directory.resolve("agent.yaml");
    file = new ConfigFile(path, new ConfigReader(new Catalog(), Map.<String, String>of()::get));
    write(host("a") + host("b"));
    assertThat(taken(file.reload()).difference().describe()).isEqualTo("0 hosts kept, 2 added");
  }

  private static String host(String name) {
    return HOST.formatted(name + ".example.org", name, "x");
  }

  private void write(String hosts) throws IOException {
    Files.writeString(path, "hosts:\n" + hosts);
  }

  private static Reload.Taken taken(Reload reload) {
    assertThat(reload).isInstanceOf(Reload.Taken.class);
    return (Reload.Taken) reload;
  }

  @Test
  void an_unchanged_file_is_not_read_again() {
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
  }

  @Test
  void a_file_that_is_being_written_is_taken_when_it_rests() throws IOException {
    write(host("a"));
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
    write(host("a") + host("b") + host("c"));
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
    var taken = taken(file.look());
    assertThat(taken.difference().describe()).isEqualTo("2 hosts kept, 1 added");
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
  }

  @Test
  void a_half_written_or_missing_file_keeps_the_old_configuration() throws IOException {
    Files.writeString(path, "hosts:\n  - {hostname: a.exam");
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
    assertThat(file.look()).isInstanceOf(Reload.Kept.class);
    Files.delete(path);
    assertThat(file.reload()).isInstanceOf(Reload.Kept.class);
    write(host("a") + host("b"));
    assertThat(taken(file.reload()).difference().isEmpty()).isTrue();
  }

  @Test
  void a_mistake_above_the_hosts_keeps_the_old_configuration() throws IOException {
    Files.writeString(path, "sttae: /x\nhosts:\n" + host("a"));
    assertThat(file.reload()).isInstanceOf(Reload.Kept.class);
  }

  @Test
  void a_bad_host_keeps_its_old_form_and_the_others_change() throws IOException {
    write(host("a").replace("outgoing", "outgiong") + HOST.formatted("b.example.org", "b", "new"));
    var taken = taken(file.reload());
    assertThat(taken.difference().describe()).isEqualTo("1 host kept, 1 changed");
    assertThat(taken.config().hosts()).hasSize(2);
    assertThat(taken.loaded().mistakes()).hasSize(1);
  }

  @Test
  void a_removed_host_is_gone() throws IOException {
    write(host("b"));
    assertThat(taken(file.reload()).difference().describe()).isEqualTo("1 host kept, 1 removed");
  }

  @Test
  void a_rotated_secret_changes_its_host() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "one\n");
    write(host("a") + HOST.formatted("b.example.org", "b", "file:" + secret));
    taken(file.reload());
    Files.writeString(secret, "two\n");
    assertThat(file.look()).isInstanceOf(Reload.Same.class);
    var taken = taken(file.look());
    assertThat(taken.difference().describe()).isEqualTo("1 host kept, 1 changed");
    assertThat(taken.config().hosts().get(1).password().value()).isEqualTo("two");
  }

  @Test
  void where_the_state_is_does_not_change_while_running() throws IOException {
    Files.writeString(path, "state: /elsewhere\nhosts:\n" + host("a") + host("b"));
    var taken = taken(file.reload());
    assertThat(taken.config().state()).isEqualTo(Config.DEFAULT_STATE);
    assertThat(taken.loaded().warnings().toString()).contains("Restart");
  }

  @Test
  void a_fingerprint_changes_with_the_settings_behind_its_subject_and_with_nothing_else()
      throws IOException {
    var prints = new Fingerprint("salt");
    var account = new Account("changeip", "a");
    Subject host = new Subject.OfHost(new Target(account, "a.example.org"));
    Subject login = new Subject.OfAccount(account);
    Config one = taken(file.reload()).config();
    write(HOST.formatted("a.example.org", "a", "other") + host("b"));
    Config otherPassword = taken(file.reload()).config();
    write(host("a").replace("outgoing", "detected") + host("b") + host("c"));
    Config otherMode = taken(file.reload()).config();
    assertThat(prints.of(host, one, "1")).isNotEqualTo(prints.of(host, otherPassword, "1"));
    assertThat(prints.of(login, one, "1")).isNotEqualTo(prints.of(login, otherPassword, "1"));
    assertThat(prints.of(host, one, "1")).isNotEqualTo(prints.of(host, otherMode, "1"));
    assertThat(prints.of(login, one, "1")).isEqualTo(prints.of(login, otherMode, "1"));
    assertThat(new Fingerprint("pepper").of(login, one, "1"))
        .isNotEqualTo(prints.of(login, one, "1"));
  }
}
