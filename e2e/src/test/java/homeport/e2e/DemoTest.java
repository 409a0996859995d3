package homeport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.Programs;
import homeport.testkit.lab.Running;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises a newcomer. Each demo runs in a network namespace of its own. */
@Tag("e2e")
class DemoTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String UPLINK =
      """
      set -e
      ip link set lo up
      ip link add wan1 type veth peer name isp1
      ip link set isp1 up
      ip link set wan1 up
      ip address add 198.51.100.10/24 dev wan1
      ip route add default via 198.51.100.1 dev wan1
      exec "$@"
      """;

  @TempDir Path folder;

  private List<String> demo(String... more) {
    var root = Programs.find().root();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dhomeport.home=" + root,
                "-p",
                root.resolve("e2e/target/homeport-e2e-0.1.0.jar")
                    + ":"
                    + root.resolve("e2e/target/lib"),
                "-m",
                "homeport.e2e/homeport.e2e.Demo",
                "--once",
                "--dir",
                folder.resolve("demo").toString()));
    command.addAll(List.of(more));
    return command;
  }

  /** On a machine whose network is what the script makes it. */
  private Running start(String script, List<String> command) {
    assumeTrue(Lab.unavailable().isEmpty(), () -> Lab.unavailable().orElse(""));
    boolean root = "root".equals(System.getProperty("user.name"));
    var wrapped =
        new ArrayList<>(List.of("unshare", root ? "-n" : "-Urn", "sh", "-c", script, "sh"));
    wrapped.addAll(command);
    return Running.start("demo", wrapped);
  }

  @Test
  void demo_once_publishes_both_names_and_a_second_start_goes_on() {
    try (Running first = start(UPLINK, demo())) {
      assertThat(first.waitFor(LIMIT)).as(String.join("\n", first.lines())).isZero();
      assertThat(first.lines())
          .anyMatch(line -> line.contains("found 198.51.100.10 on wan1"))
          .anyMatch(line -> line.contains("accepted (\"good"))
          .anyMatch(line -> line.contains("fw.homeport.test = 198.51.100.10 is visible at"))
          .contains("Both names are right.");
    }
    try (Running second = start(UPLINK, demo())) {
      assertThat(second.waitFor(LIMIT)).as(String.join("\n", second.lines())).isZero();
      assertThat(second.lines()).contains("Both names are right.");
    }
  }

  @Test
  void without_an_interface_the_demo_says_so() {
    try (Running demo = start("ip link set lo up; exec \"$@\"", demo())) {
      assertThat(demo.waitFor(LIMIT)).isEqualTo(1);
      assertThat(demo.lines())
          .anyMatch(line -> line.contains("this machine has no address to publish"));
    }
  }

  @Test
  void a_taken_port_is_one_clear_line() throws Exception {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String port = Integer.toString(taken.getLocalPort());
      try (Running demo = Running.start("demo", demo("--https-port", port))) {
        assertThat(demo.waitFor(LIMIT)).isEqualTo(1);
        assertThat(demo.lines())
            .anyMatch(line -> line.contains("port " + port + " of 127.0.0.1 is taken"))
            .anyMatch(line -> line.contains("--https-port"));
      }
    }
  }
}
