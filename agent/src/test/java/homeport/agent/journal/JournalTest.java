package homeport.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.agent.pace.Block;
import homeport.agent.pace.Bucket;
import homeport.agent.pace.Pause;
import homeport.agent.pace.Standing;
import homeport.agent.pace.Subject;
import homeport.agent.plan.Account;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Published;
import homeport.agent.plan.Target;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Target HOME = new Target(new Account("noip", "alice"), "home.example.org");
  private static final Key HOME_A = new Key(HOME, AddressFamily.IPV4);

  @TempDir Path folder;
  private Moment now = new Moment(Instant.EPOCH, NOON);

  private Journal open() throws AlreadyRunning {
    return Journal.open(folder.resolve("state"), () -> now);
  }

  private static Published known(String address) {
    return new Published.Known(List.of(IpAddress.of(address)), NOON, Published.How.ACKNOWLEDGED);
  }

  private static Entry published(String address) {
    return new Entry(
        "ended", "published", Map.of("n", 1), Map.of(HOME_A, known(address)), Map.of());
  }

  private static Entry standing(Standing standing) {
    return new Entry("ended", "", Map.of(), Map.of(), Map.of(new Subject.OfHost(HOME), standing));
  }

  /** The files as a kill -9 leaves them: whatever was written, and the lock let go of. */
  private Path crashed(Journal journal) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("crashed"));
    try (var files = Files.list(folder.resolve("state"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    journal.close();
    return copy;
  }

  private Journal reopen(Path crashed) throws AlreadyRunning {
    return Journal.open(crashed, () -> now);
  }

  @Test
  void what_was_appended_is_remembered_after_a_crash() throws Exception {
    var journal = open();
    journal.append(published("192.0.2.1"));
    journal.append(published("192.0.2.2"));

    try (var again = reopen(crashed(journal))) {
      assertThat(again.memory().published(HOME_A)).isEqualTo(known("192.0.2.2"));
      assertThat(again.complaints()).isEmpty();
      assertThat(again.trusted()).isTrue();
    }
  }

  @Test
  void a_torn_last_line_is_cut_off_and_the_next_line_stands_alone() throws Exception {
    var journal = open();
    journal.append(published("192.0.2.1"));
    Path crashed = crashed(journal);
    Files.writeString(
        crashed.resolve("journal.jsonl"), "{\"seq\":2,\"at\":\"20", StandardOpenOption.APPEND);

    try (var again = reopen(crashed)) {
      assertThat(again.memory().published(HOME_A)).isEqualTo(known("192.0.2.1"));
      assertThat(again.trusted()).isTrue();
      again.append(published("192.0.2.3"));
    }
    assertThat(Files.readAllLines(crashed.resolve("journal.jsonl"))).hasSize(2);
    assertThat(Journal.read(crashed, now).published(HOME_A)).isEqualTo(known("192.0.2.3"));
  }

  @Test
  void truncation_at_any_byte_never_makes_up_a_belief() throws Exception {
    var journal = open();
    journal.append(published("192.0.2.1"));
    journal.append(published("192.0.2.2"));
    Path crashed = crashed(journal);
    Files.deleteIfExists(crashed.resolve("state.json"));
    byte[] whole = Files.readAllBytes(crashed.resolve("journal.jsonl"));
    for (int length = 0; length <= whole.length; length++) {
      Files.write(crashed.resolve("journal.jsonl"), java.util.Arrays.copyOf(whole, length));

      assertThat(Journal.read(crashed, now).published(HOME_A))
          .isIn(new Published.Absent(), known("192.0.2.1"), known("192.0.2.2"));
    }
  }

  @Test
  void garbage_anywhere_is_a_complaint_and_no_exception() throws Exception {
    var random = new SplittableRandom(7);
    var journal = open();
    journal.append(published("192.0.2.1"));
    journal.append(standing(everything()));
    journal.close();
    Path state = folder.resolve("state");
    Map<String, byte[]> good =
        Map.of(
            "journal.jsonl", Files.readAllBytes(state.resolve("journal.jsonl")),
            "state.json", Files.readAllBytes(state.resolve("state.json")));
    for (int i = 0; i < 300; i++) {
      for (var file : good.entrySet()) {
        byte[] bytes = file.getValue().clone();
        for (int n = random.nextInt(1, 6); n > 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Files.write(state.resolve(file.getKey()), bytes);
      }
      try (var again = open()) {
        assertThat(again.memory()).isNotNull();
        again.append(published("192.0.2.9"));
        assertThat(again.memory().published(HOME_A)).isEqualTo(known("192.0.2.9"));
      }
      Files.deleteIfExists(state.resolve("state.json.unusable"));
    }
  }

  @Test
  void a_corrupt_state_file_is_put_aside_and_the_journal_read_instead() throws Exception {
    var journal = open();
    journal.append(published("192.0.2.1"));
    journal.close();
    Files.writeString(folder.resolve("state/state.json"), "{\"version\":1,");

    try (var again = open()) {
      assertThat(again.memory().published(HOME_A)).isEqualTo(known("192.0.2.1"));
      assertThat(again.trusted()).isFalse();
      assertThat(again.complaints()).singleElement().asString().contains("state.json.unusable");
    }
  }

  @Test
  void an_empty_state_file_is_told_too() throws Exception {
    var journal = open();
    journal.append(published("192.0.2.1"));
    journal.close();
    Files.writeString(folder.resolve("state/state.json"), "");

    try (var again = open()) {
      assertThat(again.trusted()).isFalse();
    }
  }

  @Test
  void a_state_file_of_a_newer_version_is_not_misread() throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state/state.json"), "{\"version\":2,\"seq\":9}\n");

    try (var journal = open()) {
      assertThat(journal.complaints()).singleElement().asString().contains("newer version");
    }
  }

  @Test
  void a_disk_that_refuses_is_told_once_and_caught_up_with() throws Exception {
    Path blocked = folder.resolve("state");
    Files.writeString(blocked, "a file where the directory should be");
    var journal = open();

    assertThat(journal.complaints()).singleElement().asString().contains("cannot remember in");
    assertThat(journal.append(published("192.0.2.1"))).isEmpty();
    assertThat(journal.memory().published(HOME_A)).isEqualTo(known("192.0.2.1"));

    Files.delete(blocked);
    assertThat(journal.append(Entry.note("note", "", Map.of())))
        .hasValueSatisfying(text -> assertThat(text).contains("works again"));
    assertThat(Journal.read(blocked, now).published(HOME_A)).isEqualTo(known("192.0.2.1"));
  }

  @Test
  void two_agents_never_share_a_directory() throws Exception {
    try (var first = open()) {
      assertThat(first.complaints()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("another homeport-agent");
    }
  }

  @Test
  void who_only_looks_needs_no_lock_and_writes_nothing() throws Exception {
    try (var owner = open()) {
      owner.append(published("192.0.2.1"));
      try (var looking = Journal.looking(folder.resolve("state"), () -> now)) {
        assertThat(looking.memory().published(HOME_A)).isEqualTo(known("192.0.2.1"));
        assertThat(looking.append(published("192.0.2.2"))).isEmpty();
      }
      assertThat(Journal.read(folder.resolve("state"), now).published(HOME_A))
          .isEqualTo(known("192.0.2.1"));
    }
  }

  @Test
  void nothing_is_written_once_the_directory_may_be_somebody_elses() throws Exception {
    var late = open();
    late.close();
    try (var next = open()) {
      next.append(published("192.0.2.2"));
      late.append(published("192.0.2.1"));
      late.close();
      assertThat(Journal.read(folder.resolve("state"), now).published(HOME_A))
          .isEqualTo(known("192.0.2.2"));
    }
  }

  @Test
  void rotation_keeps_memory_and_bounds_the_disk() throws Exception {
    String long_text = "x".repeat(8_000);
    try (var journal = open()) {
      journal.append(published("192.0.2.1"));
      for (int i = 0; i < 1_000; i++) {
        journal.append(Entry.note("note", long_text, Map.of()));
      }
    }
    try (var files = Files.list(folder.resolve("state"))) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isBetween(4_000_000L, 6_500_000L);
    }
    assertThat(Journal.read(folder.resolve("state"), now).published(HOME_A))
        .isEqualTo(known("192.0.2.1"));
  }

  private Standing everything() {
    return new Standing(
        Optional.of(new Block(Refusal.ABUSE, "abuse", NOON, "f00d")),
        Optional.of(
            new Pause(
                now.steady().plusSeconds(1800),
                Duration.ofMinutes(30),
                true,
                Set.of(IpAddress.of("2001:db8::1")),
                "911")),
        3,
        2,
        1,
        Optional.of(new Bucket(1.5, now.steady())),
        Optional.of(
            new Standing.Refresh(now.steady().plus(Duration.ofDays(27)), Duration.ofDays(28))));
  }

  @Test
  void blocks_waits_and_counts_survive_a_restart() throws Exception {
    Standing before = everything();
    try (var journal = open()) {
      journal.append(standing(before));
    }
    try (var again = open()) {
      assertThat(again.memory().standing(new Subject.OfHost(HOME))).isEqualTo(before);
    }
  }

  @Test
  void a_wall_clock_that_jumped_stretches_no_wait_beyond_its_full_length() throws Exception {
    try (var journal = open()) {
      journal.append(standing(everything()));
    }
    now = new Moment(Instant.ofEpochSecond(5), Instant.parse("1970-01-01T00:00:07Z"));

    Standing after = Journal.read(folder.resolve("state"), now).standing(new Subject.OfHost(HOME));

    assertThat(after.pause().orElseThrow().until()).isEqualTo(now.steady().plusSeconds(1800));
    assertThat(after.bucket().orElseThrow().asOf()).isEqualTo(now.steady());
  }

  @Test
  void a_wait_that_ended_while_the_agent_was_off_is_over() throws Exception {
    try (var journal = open()) {
      journal.append(standing(everything()));
    }
    now = new Moment(Instant.ofEpochSecond(5), NOON.plus(Duration.ofDays(400)));

    Standing after = Journal.read(folder.resolve("state"), now).standing(new Subject.OfHost(HOME));

    assertThat(after.pause().orElseThrow().until()).isEqualTo(now.steady());
  }

  @Test
  void the_last_lines_are_read_oldest_first() throws Exception {
    try (var journal = open()) {
      journal.append(Entry.note("one", "first", Map.of()));
      journal.append(Entry.note("two", "second", Map.of()));
      journal.append(Entry.note("three", "third", Map.of()));
    }
    assertThat(Journal.last(folder.resolve("state"), 2))
        .extracting(line -> line.get("text"))
        .containsExactly("second", "third");
  }

  @Test
  void the_salt_stays_and_is_its_owners_alone() throws Exception {
    String salt;
    try (var journal = open()) {
      salt = journal.salt();
    }
    try (var again = open()) {
      assertThat(again.salt()).isEqualTo(salt).hasSize(64);
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("state/salt")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
