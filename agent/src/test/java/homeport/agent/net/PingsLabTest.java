package homeport.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.uplink.Probe;
import homeport.agent.uplink.Uplink;
import homeport.dns.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Echoes through real uplinks: a firewall with two, and a host beyond both gateways. */
@Tag("lab")
class PingsLabTest {
  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final Duration PLENTY = Duration.ofSeconds(5);
  private static final IpAddress HOST = IpAddress.of("203.0.113.10");
  private static final IpAddress HOST6 = IpAddress.of("2001:db8:cafe::10");
  private final Pings pings = new Pings();
  private NamespaceThread fw;
  private NamespaceThread internet;

  @BeforeEach
  void build() throws Exception {
    fw = new NamespaceThread();
    internet = new NamespaceThread();
    for (int i = 1; i <= 2; i++) {
      fw.ip("link add wan" + i + " type veth peer name isp" + i);
      fw.ip("link set isp" + i + " netns " + internet.id());
      internet.ip("link set isp" + i + " up");
      fw.ip("link set wan" + i + " up");
    }
    internet.ip("addr add 203.0.113.10/32 dev lo");
    internet.ip("addr add 2001:db8:cafe::10/128 dev lo");
    internet.ip("addr add 198.51.100.1/24 dev isp1");
    internet.ip("addr add 192.0.2.1/24 dev isp2");
    internet.ip("addr add 2001:db8:1::1/64 dev isp1 nodad");
    fw.ip("addr add 198.51.100.10/24 dev wan1");
    fw.ip("addr add 192.0.2.10/24 dev wan2");
    fw.ip("addr add 2001:db8:1::10/64 dev wan1 nodad");
    fw.ip("route add default via 198.51.100.1 dev wan1 metric 100");
    fw.ip("route add default via 192.0.2.1 dev wan2 metric 200");
    fw.ip("-6 route add default via 2001:db8:1::1 dev wan1");
    pingSocketsFor("0 2147483647");
  }

  @AfterEach
  void end() {
    internet.close();
    fw.close();
  }

  private void pingSocketsFor(String groups) throws Exception {
    fw.call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), groups));
  }

  private static Uplink uplink(String name, String source) {
    return new Uplink(name, IpAddress.of(source), Optional.empty());
  }

  private Probe probe(Uplink uplink, IpAddress host, Duration timeout) throws Exception {
    return fw.call(() -> pings.probe(uplink, host, timeout));
  }

  @Test
  void each_uplink_is_probed_by_itself() throws Exception {
    Uplink first = uplink("wan1", "198.51.100.10");
    Uplink standby = uplink("wan2", "192.0.2.10");
    assertThat(probe(first, HOST, PLENTY)).isInstanceOf(Probe.Answered.class);
    assertThat(probe(standby, HOST, PLENTY)).isInstanceOf(Probe.Answered.class);
    internet.ip("addr del 192.0.2.1/24 dev isp2"); // nobody answers behind a live link
    assertThat(probe(first, HOST, PLENTY)).isInstanceOf(Probe.Answered.class);
    assertThat(probe(standby, HOST, TIMEOUT)).isInstanceOf(Probe.Silent.class);
  }

  @Test
  void ipv6_is_probed_too() throws Exception {
    assertThat(probe(uplink("wan1", "2001:db8:1::10"), HOST6, PLENTY))
        .isInstanceOf(Probe.Answered.class);
  }

  @Test
  void a_group_that_may_not_is_told_the_remedy() throws Exception {
    pingSocketsFor("1 0");
    assertThat(probe(uplink("wan1", "198.51.100.10"), HOST, TIMEOUT))
        .isInstanceOfSatisfying(
            Probe.Forbidden.class,
            forbidden -> assertThat(forbidden.why()).contains("net.ipv4.ping_group_range"));
  }

  @Test
  void silence_costs_the_timeout_and_no_more() throws Exception {
    internet.ip("route add blackhole 198.51.100.10/32");
    long start = System.nanoTime();
    assertThat(probe(uplink("wan1", "198.51.100.10"), HOST, TIMEOUT))
        .isEqualTo(new Probe.Silent("no reply from 203.0.113.10 within 200 ms"));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(TIMEOUT, TIMEOUT.plusSeconds(1));
  }

  @Test
  void what_cannot_leave_is_silent_with_the_reason() throws Exception {
    assertThat(probe(uplink("wan1", "198.51.100.99"), HOST, TIMEOUT))
        .isEqualTo(new Probe.Silent("from 198.51.100.99: this is not (or no longer) our address"));
    assertThat(probe(uplink("none0", "198.51.100.10"), HOST, TIMEOUT))
        .isEqualTo(new Probe.Silent("none0: no such interface"));
    fw.ip("link set wan2 down");
    assertThat(probe(uplink("wan2", "192.0.2.10"), HOST, TIMEOUT))
        .isEqualTo(new Probe.Silent("to 203.0.113.10: network is unreachable"));
  }

  @Test
  void many_probes_leave_no_descriptor_behind() throws Exception {
    Uplink uplink = uplink("wan1", "198.51.100.10");
    assertThat(probe(uplink, HOST, PLENTY)).isInstanceOf(Probe.Answered.class);
    int before = descriptors();
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      if (probe(uplink, HOST, PLENTY) instanceof Probe.Answered(Duration after)) {
        micros.add(after.toNanos() / 1000);
      }
    }
    assertThat(micros).hasSize(1000);
    assertThat(descriptors()).isLessThan(before + 20);
  }

  private static int descriptors() {
    String[] open = new java.io.File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }
}
