package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on this machine: a file, a command, a constant. */
@EnabledOnOs(OS.LINUX)
class LocalSourcesTest {
  private static final Set<AddressRange> ALLOWED = Set.of(AddressRange.DOCUMENTATION);
  private static final IpAddress ADDRESS = IpAddress.of("198.51.100.7");
  private static final Heard FOUND = new Heard.Address(ADDRESS);
  private static final Via WAN1 = new Via.By("wan1", List.of(IpAddress.of("192.0.2.10")), true);

  @TempDir Path directory;

  private static Heard ask(AddressSource source) {
    return source.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty());
  }

  // --- file --------------------------------------------------------------------------------------

  private Heard file(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("address"), text);
    return ask(new AddressFile(file, ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "198.51.100.7",
        "198.51.100.7\n",
        "\ufeff198.51.100.7\r\n",
        " 198.51.100.7 \nand what else there is"
      })
  void the_first_line_of_a_file_is_the_address(String text) throws IOException {
    assertThat(file(text)).isEqualTo(FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wan1 198.51.100.7",
        "198.51.100.7/24",
        "198.51.100.07",
        "home.example.org",
        "10.0.0.1"
      })
  void what_is_no_public_address_is_not_taken_for_one_and_not_shown(String text)
      throws IOException {
    assertThat(file(text))
        .isInstanceOfSatisfying(
            Heard.Nothing.class,
            nothing -> assertThat(nothing.why()).doesNotContain("home.example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n198.51.100.7\n", "  \n"})
  void a_file_that_is_being_written_says_nothing_yet(String text) throws IOException {
    assertThat(file(text)).isEqualTo(new Heard.Silent("its first line is empty"));
  }

  @Test
  void a_file_of_the_other_family_is_silent() throws IOException {
    assertThat(file("2001:db8::7")).isEqualTo(new Heard.Silent("it says nothing of IPv4"));
  }

  @Test
  void a_file_that_is_not_there_is_not_known() {
    assertThat(ask(new AddressFile(directory.resolve("nowhere"), ALLOWED)))
        .isEqualTo(new Heard.Silent("it is not there"));
  }

  @Test
  void a_file_that_is_too_long_is_not_read_to_its_end() throws IOException {
    assertThat(file("198.51.100.7\n" + "x".repeat(FirstLine.LARGEST)))
        .isEqualTo(new Heard.Nothing("it is longer than 4096 octets"));
  }

  @Test
  @Timeout(5)
  void what_never_ends_or_never_answers_is_not_opened() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);
    for (Path each : List.of(pipe, link, Path.of("/dev/zero"), directory)) {
      assertThat(ask(new AddressFile(each, ALLOWED)))
          .isEqualTo(new Heard.Nothing("it is not a regular file"));
    }
  }

  @Test
  void a_link_leads_to_the_file_and_a_loop_of_links_to_nothing() throws IOException {
    Path file = Files.writeString(directory.resolve("address"), "198.51.100.7\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
    Path dangling =
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));
    assertThat(ask(new AddressFile(link, ALLOWED))).isEqualTo(FOUND);
    assertThat(ask(new AddressFile(loop, ALLOWED))).isInstanceOf(Heard.Silent.class);
    assertThat(ask(new AddressFile(dangling, ALLOWED))).isInstanceOf(Heard.Silent.class);
  }

  // --- command -----------------------------------------------------------------------------------

  private static AddressCommand shell(String script, Duration limit) {
    return new AddressCommand(List.of("/bin/sh", "-c", script), limit, ALLOWED);
  }

  private static Heard shell(String script) {
    return ask(shell(script, AddressCommand.LIMIT));
  }

  @Test
  void the_first_line_of_a_commands_output_is_the_address() {
    assertThat(shell("echo 198.51.100.7; echo more; echo noise >&2")).isEqualTo(FOUND);
    assertThat(shell("printf 198.51.100.7")).isEqualTo(FOUND);
  }

  @Test
  void a_command_that_fails_is_not_known_whatever_it_printed() {
    assertThat(shell("echo 198.51.100.7; exit 3"))
        .isEqualTo(new Heard.Silent("it ended with status 3"));
    assertThat(ask(new AddressCommand(List.of("/does/not/exist", "s3cret"), ALLOWED)))
        .isEqualTo(new Heard.Silent("it cannot be started"));
  }

  @Test
  void no_shell_reads_the_arguments_and_none_is_shown() {
    var command = new AddressCommand(List.of("/bin/echo", "198.51.100.7; echo $PATH *"), ALLOWED);
    assertThat(ask(command)).isEqualTo(new Heard.Nothing("its first line is not an address"));
    assertThat(command.name()).isEqualTo("command /bin/echo");
  }

  @Test
  void a_command_knows_family_and_interface_and_nothing_else_of_this_process() throws IOException {
    Path out = directory.resolve("environment");
    var command = shell("env > " + out + "; cat; pwd >> " + out, AddressCommand.LIMIT);
    Heard _ = command.observe(AddressFamily.IPV6, WAN1, Optional.empty());
    List<String> lines = Files.readAllLines(out);
    assertThat(lines)
        .contains("HOMEPORT_FAMILY=ipv6", "HOMEPORT_INTERFACE=wan1")
        .anyMatch(line -> line.startsWith("PATH=/usr/local/sbin:"));
    // The shell itself adds these two.
    assertThat(lines.stream().map(line -> line.replaceFirst("=.*", "")).collect(Collectors.toSet()))
        .isSubsetOf(
            "PATH", "HOMEPORT_FAMILY", "HOMEPORT_INTERFACE", "PWD", "OLDPWD", "SHLVL", "_", "/");
    assertThat(lines.getLast()).isEqualTo("/");
  }

  @Test
  @Timeout(20)
  void a_command_that_hangs_is_killed_with_its_children() throws IOException {
    Path pids = directory.resolve("pids");
    String script = "sleep 600 & echo $! >> %s; sh -c 'echo $$ >> %s; sleep 601' & wait";
    assertThat(ask(shell(script.formatted(pids, pids), Duration.ofSeconds(1))))
        .isEqualTo(new Heard.Silent("it did not end within 1 s"));
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(handle -> handle.onExit().join());
    }
  }

  @Test
  @Timeout(5)
  void a_command_that_leaves_a_child_behind_is_not_waited_for() {
    assertThat(shell("sleep 8 & echo 198.51.100.7")).isEqualTo(FOUND);
  }

  @Test
  @Timeout(5)
  void a_command_that_never_stops_printing_is_stopped() {
    assertThat(shell("while :; do echo 198.51.100.7; done"))
        .isEqualTo(new Heard.Nothing("it prints more than 4096 octets"));
  }

  // --- constant ----------------------------------------------------------------------------------

  @Test
  void a_constant_is_itself_in_its_own_family() {
    var constant = new Constant(ADDRESS, ALLOWED);
    assertThat(ask(constant)).isEqualTo(FOUND);
    assertThat(constant.observe(AddressFamily.IPV6, new Via.Any(), Optional.empty()))
        .isEqualTo(new Heard.Silent("it says nothing of IPv6"));
    assertThat(ask(new Constant(ADDRESS, Set.of()))).isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void a_router_without_a_public_address_tells_which_translation_stands_behind() {
    assertThat(Believable.ofRouter(IpAddress.of("100.64.1.2"), AddressFamily.IPV4, ALLOWED))
        .isInstanceOfSatisfying(
            Heard.Behind.class,
            behind -> {
              assertThat(behind.isCarriers()).isTrue();
              assertThat(behind.describe()).startsWith("CGNAT: the router itself has only 100.64.");
            });
    assertThat(Believable.ofRouter(IpAddress.of("192.168.1.2"), AddressFamily.IPV4, ALLOWED))
        .isInstanceOfSatisfying(
            Heard.Behind.class,
            behind -> {
              assertThat(behind.isCarriers()).isFalse();
              assertThat(behind.describe()).startsWith("double NAT: ");
            });
    assertThat(Believable.ofRouter(IpAddress.of("0.0.0.0"), AddressFamily.IPV4, ALLOWED))
        .isInstanceOf(Heard.Silent.class);
    assertThat(Believable.ofRouter(ADDRESS, AddressFamily.IPV4, ALLOWED)).isEqualTo(FOUND);
    assertThat(Believable.ofRouter(ADDRESS, AddressFamily.IPV4, Set.of()))
        .isInstanceOf(Heard.Nothing.class);
  }
}
