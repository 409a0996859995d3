package homeport.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.admin.ControlSocket;
import homeport.agent.admin.Request;
import homeport.agent.catalog.Catalog;
import homeport.agent.config.ConfigReader;
import homeport.kit.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final Map<String, Object> GOOD =
      Map.of(
          "name", "home.example.org",
          "family", "ipv4",
          "provider", "noip",
          "user", "alice",
          "addresses", List.of("192.0.2.1"),
          "state", "good",
          "next", "refresh at 2026-12-18T12:00:00Z");
  private static final Map<String, Object> BLOCKED =
      Map.of(
          "name", "vpn.example.org",
          "family", "ipv6",
          "provider", "noip",
          "user", "alice",
          "state", "blocked",
          "why", "account noip/alice: user name or password is wrong (\"badauth\")",
          "next", "correct user and password");

  /** Twenty honest lines in place of an agent. */
  private static final class FakeDeeds implements Deeds {
    @Override
    public int run(Path config) {
      return 0;
    }

    @Override
    public Answer once(Path config) {
      return new Answer(1, List.of("home.example.org: not updated"), Map.of("ok", false));
    }

    @Override
    public Answer plan(Path config) {
      return new Answer(0, List.of("nothing would be sent"), Map.of("changes", List.of()));
    }

    @Override
    public Answer doctor(Path config, Optional<Map<String, @Nullable Object>> running) {
      return new Answer(running.isPresent() ? 0 : 2, List.of("broken  CGNAT"), Map.of("ok", false));
    }

    @Override
    public Map<String, ?> statusFromDisk(Path config) {
      return Map.of("running", false, "hosts", List.of(GOOD));
    }
  }

  @TempDir Path directory;
  private Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    config =
        Files.writeString(
            directory.resolve("agent.yaml"),
            """
            state: %s
            control: %s
            hosts:
              - {hostname: home.example.org, provider: changeip, user: alice, password: s3cret,
                 address: detected}
            """
                .formatted(directory, directory.resolve("c.sock")));
  }

  private int run(String... args) {
    var shared =
        new Commands.Shared(
            new FakeDeeds(),
            new ConfigReader(new Catalog(), Map.<String, String>of()::get),
            Look.PLAIN,
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return Commands.line(shared, "0.1.0").execute(args);
  }

  private String[] with(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--config=" + config;
    return all;
  }

  private ControlSocket agent() throws IOException {
    return ControlSocket.open(
        directory.resolve("c.sock"),
        Map.of(
            "status", _ -> Map.of("running", true, "hosts", List.of(GOOD, BLOCKED)),
            "journal",
                _ -> Map.of("lines", List.of(Map.of("at", "2026-11-21T12:00:00Z", "text", "sent"))),
            "unblock",
                arguments -> {
                  if (Request.text(arguments, "host").equals("home.example.org")) {
                    return Map.of("text", "home.example.org is tried again");
                  }
                  throw new Request.Refused("no host of that name");
                }));
  }

  @Test
  void version_help_and_mistakes_of_the_command_line_have_their_status() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("homeport-agent 0.1.0");
    out.getBuffer().setLength(0);
    assertThat(run("status", "--version")).isZero();
    assertThat(out.toString()).contains("homeport-agent 0.1.0");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("unblock").contains("journal");
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("unblock")).isEqualTo(2);
  }

  @Test
  void once_and_plan_answer_with_what_they_are_handed() throws Exception {
    assertThat(run(with("once"))).isEqualTo(1);
    assertThat(out.toString()).contains("not updated");
    out.getBuffer().setLength(0);
    assertThat(run(with("plan", "--json"))).isZero();
    assertThat(Json.readMap(out.toString())).containsEntry("changes", List.of());
  }

  @Test
  void check_prints_every_mistake_and_no_secret() throws Exception {
    assertThat(run(with("check"))).isZero();
    assertThat(out.toString()).contains("The configuration is good").doesNotContain("s3cret");
    Files.writeString(config, Files.readString(config).replace("detected", "detekted"));
    out.getBuffer().setLength(0);
    assertThat(run(with("check"))).isEqualTo(2);
    assertThat(out.toString()).contains("agent.yaml:5:15: ").doesNotContain("s3cret");
    out.getBuffer().setLength(0);
    assertThat(run(with("check", "--json"))).isEqualTo(2);
    assertThat(Json.readMap(out.toString())).containsEntry("ok", false);
  }

  @Test
  void status_says_the_answer_first_then_each_name() throws IOException {
    try (var _ = agent()) {
      assertThat(run(with("status"))).isZero();
    }
    assertThat(out.toString().lines().toList())
        .startsWith("1 of 2 names are right; 1 blocked until somebody acts.")
        .contains(
            "+ good      home.example.org  192.0.2.1  at noip/alice",
            "! blocked   vpn.example.org  no IPv6 address published  at noip/alice",
            "            next: correct user and password");
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void without_an_agent_status_and_journal_come_from_disk() {
    assertThat(run(with("status"))).isZero();
    assertThat(out.toString()).startsWith("No agent is running. As it was remembered: Every name");
    assertThat(run(with("journal"))).isZero();
    assertThat(run(with("unblock", "home.example.org"))).isEqualTo(1);
    assertThat(err.toString()).contains("no agent is running");
  }

  @Test
  void a_running_agent_is_asked() throws Exception {
    try (var _ = agent()) {
      assertThat(run(with("journal", "--json"))).isZero();
      assertThat(Json.readMap(out.toString())).containsEntry("text", "sent");
      assertThat(run(with("unblock", "home.example.org"))).isZero();
      assertThat(out.toString()).contains("is tried again");
      assertThat(run(with("unblock", "other.example.org"))).isEqualTo(1);
      assertThat(err.toString()).contains("no host of that name");
      assertThat(run(with("update", "home.example.org", "--json"))).isEqualTo(1);
      assertThat(out.toString()).contains("unknown request");
    }
  }

  @Test
  void status_works_while_somebody_breaks_the_hosts() throws IOException {
    Files.writeString(config, Files.readString(config).replace("detected", "nonsense"));
    try (var _ = agent()) {
      assertThat(run(with("status"))).isZero();
    }
    assertThat(out.toString()).contains("192.0.2.1");
  }
}
