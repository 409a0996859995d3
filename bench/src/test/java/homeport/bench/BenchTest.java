package homeport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.testkit.lab.Lab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every benchmark still runs, briefly; whether its figures are good is not asked here. */
@Tag("bench")
final class BenchTest {
  @BeforeEach
  void lab_is_possible() {
    var reason = Lab.unavailable();
    assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
  }

  @Test
  void time_to_update_fills_its_table() {
    var lines =
        run(
            new TimeToUpdate(),
            "--changes=3",
            "--tls-changes=3",
            "--starts=1",
            "--failovers=1",
            "--dns-changes=3",
            "--ddclient=0");

    assertThat(lines.stream().filter(line -> line.startsWith("| A")))
        .hasSize(6)
        .allMatch(line -> line.matches(".*[0-9] ms +[|]"));
  }

  @Test
  void agent_footprint_fills_its_tables() {
    var lines =
        run(
            new AgentFootprint(),
            "--changes=3",
            "--starts=1",
            "--settle-seconds=0",
            "--idle-seconds=1");

    assertThat(lines.stream().filter(line -> line.startsWith("| homeport-agent"))).hasSize(8);
  }

  @Test
  void dead_isp_fills_its_table() {
    var lines = run(new DeadIsp(), "--deaths=1");

    assertThat(lines.stream().filter(line -> line.startsWith("| ISP")))
        .hasSize(2)
        .allMatch(line -> line.matches(".*[0-9] ms +[|]"));
  }

  @Test
  void many_hosts_fills_its_table() {
    var lines = run(new ManyHosts(), "--hosts=200", "--accounts=10", "--changes=1");

    assertThat(lines.stream().filter(line -> line.matches("[|] (start|change 1) .* 10 .*")))
        .hasSize(2);
  }

  private static List<String> run(Benchmark benchmark, String... words) {
    var lines = new ArrayList<String>();
    benchmark.run(Options.parse(List.of(words), benchmark.defaults()), lines::add);
    return lines.stream().flatMap(String::lines).toList();
  }
}
