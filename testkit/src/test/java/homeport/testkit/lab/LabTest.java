package homeport.testkit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab is what its description says; whoever fails in it may then blame the agent. */
@Tag("lab")
final class LabTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @BeforeEach
  void lab_is_possible() {
    var reason = Lab.unavailable();
    assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
  }

  @Test
  void every_host_reaches_the_internet() {
    try (var lab = Lab.create()) {
      lab.services();
      lab.ipv6("2001:db8:1::10");

      assertThat(reaches(lab.fw())).isTrue();
      assertThat(reaches(lab.lan())).isTrue();
      assertThat(lab.services().queried("provider.test"))
          .containsExactly("198.51.100.10", "198.51.100.10");
      assertThat(fetch(lab, "http://provider6.test/?hostname=a"))
          .isEqualTo("200 good 2001:db8:1:0:0:0:0:10");
    }
  }

  @Test
  void changed_address_is_the_one_that_the_internet_sees() {
    try (var lab = Lab.create()) {
      ask(lab);
      var before = lab.changeAddress("wan1", "198.51.100.11");
      var took = System.nanoTime() - before;
      ask(lab);

      assertThat(lab.services().reflected()).containsExactly("198.51.100.10", "198.51.100.11");
      assertThat(lab.fw().ip("-o -4 addr show wan1"))
          .contains("198.51.100.11/24")
          .doesNotContain("198.51.100.10/24");
      assertThat(Duration.ofNanos(took)).isPositive().isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void failover_and_failback_move_the_path() {
    try (var lab = Lab.create()) {
      lab.failover();
      ask(lab);
      lab.failback();
      ask(lab);

      assertThat(lab.services().reflected()).containsExactly("192.0.2.10", "198.51.100.10");
    }
  }

  @Test
  void isp_drops_the_other_uplinks_source_address() {
    try (var lab = Lab.create()) {
      lab.services();

      assertThat(reaches(lab.fw(), "-b", "192.0.2.10")).isFalse();
      lab.policyRouting();
      assertThat(reaches(lab.fw(), "-b", "192.0.2.10")).isTrue();
    }
  }

  @Test
  void double_nat_hides_the_firewalls_address() {
    try (var lab = Lab.create()) {
      lab.doubleNat();
      ask(lab);

      assertThat(lab.services().reflected()).containsExactly("172.31.1.2");
    }
  }

  @Test
  void dead_isp_still_has_a_living_gateway() {
    try (var lab = Lab.create()) {
      lab.services();
      lab.ispDead(true);

      assertThat(reaches(lab.fw())).isFalse();
      assertThat(lab.fw().ip("neigh show 198.51.100.1 nud reachable")).contains("lladdr");
      lab.ispDead(false);
      assertThat(reaches(lab.fw())).isTrue();
    }
  }

  @Test
  void lost_carrier_is_seen_by_the_firewall() {
    try (var lab = Lab.create()) {
      lab.carrier(false);
      assertThat(lab.fw().ip("link show wan1")).contains("NO-CARRIER");
      lab.carrier(true);
      assertThat(lab.fw().ip("link show wan1")).doesNotContain("NO-CARRIER");
    }
  }

  @Test
  void provider_answers_as_it_is_told() {
    try (var lab = Lab.create()) {
      var services = lab.services();

      assertThat(update(lab)).isEqualTo("200 good 192.0.2.1");
      services.provider(Behaviour.BADAUTH_401);
      assertThat(update(lab)).isEqualTo("401 badauth");
      services.provider(Behaviour.REFUSE);
      assertThat(update(lab)).contains("Connection refused");
      services.provider(Behaviour.HANG);
      assertThat(update(lab)).contains("timed out");
      services.provider(Behaviour.RESET);
      assertThat(update(lab)).contains("reset");
      services.provider(Behaviour.NOCHG);
      assertThat(update(lab)).isEqualTo("200 nochg 192.0.2.1");

      var request = services.await(0, _ -> true, SOON);
      assertThat(request.peer()).isEqualTo("198.51.100.10");
      assertThat(request.scheme()).isEqualTo("https");
      assertThat(request.parameters()).containsEntry("hostname", "home.example.org");
      assertThat(request.received()).isGreaterThan(request.handshaken());
      // The JDK's client repeats a GET whose connection was reset; nothing else came twice.
      assertThat(services.requests(0)).hasSize(6);
      assertThat(services.queried("provider.test")).isEmpty();
    }
  }

  @Test
  void two_labs_live_side_by_side() {
    try (var one = Lab.create();
        var other = Lab.create()) {
      one.changeAddress("wan1", "198.51.100.77");

      assertThat(one.fw().ip("-o -4 addr show wan1")).contains("198.51.100.77");
      assertThat(other.fw().ip("-o -4 addr show wan1")).contains("198.51.100.10");
    }
  }

  @Test
  void closed_lab_leaves_nothing_behind() {
    var lab = Lab.create();
    var program = lab.fw().start(List.of("sleep", "1000"));
    var pid = program.pid();
    var holder = lab.holderPid();
    lab.close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(ProcessHandle.of(holder)).isEmpty();
    assertThat(Files.exists(lab.directory())).isFalse();
  }

  @Test
  void killed_test_leaves_nothing_behind() {
    try (var test = Running.start("test", Child.command(Orphan.class))) {
      var line = test.await("its lab", each -> each.startsWith("holder "), SOON);
      var holder = ProcessHandle.of(Long.parseLong(line.substring("holder ".length())));
      assertThat(holder).isPresent();
      test.kill();

      assertThat(holder.orElseThrow().onExit()).succeedsWithin(SOON);
    }
  }

  private static void ask(Lab lab) {
    var certificate = lab.services().certificate();
    fetch(lab, "http://checkip.test/", certificate.toString());
  }

  private static String update(Lab lab) {
    return fetch(
        lab,
        "https://provider.test/nic/update?hostname=home.example.org&myip=192.0.2.1",
        lab.services().certificate().toString());
  }

  private static String fetch(Lab lab, String... arguments) {
    return String.join("\n", Fetch.from(lab.fw(), arguments).lines());
  }

  /** Whether the lab's resolver answers a host, if it asks from an address. */
  private static boolean reaches(Namespace host, String... options) {
    var command = new ArrayList<>(List.of("dig", "+time=1", "+tries=1", "+short"));
    command.addAll(List.of(options));
    command.addAll(List.of("@203.0.113.53", "provider.test"));
    var dig = host.start(command);
    dig.waitFor(SOON);
    return dig.lines().contains("203.0.113.10");
  }
}
