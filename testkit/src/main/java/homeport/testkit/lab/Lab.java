package homeport.testkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A firewall with two uplinks, their ISPs and an Internet, on this machine: real kernel, real
 * programs, nothing leaves the machine. Several labs live side by side.
 *
 * <p>Operations return the {@link System#nanoTime} read just before the change, which is the
 * kernel's CLOCK_MONOTONIC: times of different programs in the lab can be subtracted.
 */
public final class Lab implements AutoCloseable {
  private static final String ROUTE_1 = "route replace default via 198.51.100.1 dev wan1 metric ";
  private static final String ROUTE_2 = "route replace default via 192.0.2.1 dev wan2 metric ";

  private final Holder holder;
  private final Path directory;
  private final List<Namespace> namespaces = new ArrayList<>();
  private final Namespace fw;
  private final Namespace isp1;
  private final Namespace isp2;
  private final Namespace internet;
  private final Namespace lan;
  private @Nullable Hand hand;
  private @Nullable Services services;

  private Lab(Holder holder, Path directory) {
    this.holder = holder;
    this.directory = directory;
    fw = namespace("fw");
    isp1 = namespace("isp1");
    isp2 = namespace("isp2");
    internet = namespace("internet");
    lan = namespace("lan");
  }

  /** Why there can be no lab here, if so: for the test to report when it is skipped. */
  public static Optional<String> unavailable() {
    try (var holder = Holder.start()) {
      holder.script("ip netns add probe; ip netns exec probe iptables -w -t nat -S");
      return Optional.empty();
    } catch (LabFailure e) {
      var reason = e.getMessage();
      return Optional.of(
          "the lab needs root or user namespaces, iproute2 and iptables: "
              + (reason == null ? "" : reason.lines().skip(1).findFirst().orElse(reason)));
    }
  }

  /** Builds the lab; its two uplinks work, the first one carries the default route. */
  public static Lab create() {
    try {
      var lab = new Lab(Holder.start(), LabDirectory.create());
      try {
        lab.holder.script(Topology.SCRIPT);
        return lab;
      } catch (LabFailure e) {
        lab.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The firewall under test. */
  public Namespace fw() {
    return fw;
  }

  /** The first uplink's ISP, 198.51.100.1. */
  public Namespace isp1() {
    return isp1;
  }

  /** The second uplink's ISP, 192.0.2.1. */
  public Namespace isp2() {
    return isp2;
  }

  /** Where the services are: 203.0.113.10, .20, .30 and .53. */
  public Namespace internet() {
    return internet;
  }

  /** A host behind the firewall, 10.99.0.2. */
  public Namespace lan() {
    return lan;
  }

  /** A directory for the test's files, gone when the lab closes. */
  public Path directory() {
    return directory;
  }

  /** What changes addresses and routes of the firewall at once, by one netlink socket. */
  public Hand hand() {
    var known = hand;
    if (known == null) {
      known = Hand.start(fw);
      hand = known;
    }
    return known;
  }

  /** The provider, the reflector and the name server of the lab's Internet; started when asked. */
  public Services services() {
    var known = services;
    if (known == null) {
      known = Services.start(internet, directory);
      services = known;
    }
    return known;
  }

  /**
   * Gives the uplink another address, moves the default route to it and takes the old one away.
   *
   * @param uplink {@code wan1} or {@code wan2}
   */
  public long changeAddress(String uplink, String address) {
    var gateway = "wan1".equals(uplink) ? "198.51.100.1" : "192.0.2.1";
    return hand().change(uplink, address + "/24", gateway);
  }

  /** Moves the default route to the second uplink. */
  public long failover() {
    return hand().route("192.0.2.1", "wan2", 100);
  }

  /** Moves the default route back to the first uplink. */
  public long failback() {
    return hand().route("198.51.100.1", "wan1", 100);
  }

  /** A second default route that waits behind the first. */
  public void standbyRoute() {
    fw.ip(ROUTE_2 + "200");
  }

  /** One default route over both uplinks. */
  public void loadBalancing() {
    fw.ip(
        "route replace default metric 100 nexthop via 198.51.100.1 dev wan1 weight 1"
            + " nexthop via 192.0.2.1 dev wan2 weight 1");
  }

  /** Each uplink's own addresses leave by it. */
  public void policyRouting() {
    fw.ip("route replace default via 198.51.100.1 dev wan1 table 101");
    fw.ip("route replace default via 192.0.2.1 dev wan2 table 102");
    fw.ip("rule add from 198.51.100.0/24 lookup 101 prio 1001");
    fw.ip("rule add from 192.0.2.0/24 lookup 102 prio 1002");
  }

  /** Gives the first uplink an IPv6 address of 2001:db8:1::/64 and a default route. */
  public void ipv6(String address) {
    fw.ip("addr add " + address + "/64 dev wan1 nodad");
    fw.ip("-6 route replace default via 2001:db8:1::1 dev wan1 metric 100");
  }

  /** The first uplink loses its carrier for a time, as often as asked. */
  public long flap(int times, Duration down, Duration up) {
    var before = System.nanoTime();
    isp1.run(
        "sh",
        "-ec",
        "for i in $(seq %d); do ip link set cust down; sleep %s; ip link set cust up; sleep %s; done"
            .formatted(times, seconds(down), seconds(up)));
    return before;
  }

  /** The first uplink's carrier, as the firewall sees it. */
  public long carrier(boolean on) {
    var before = System.nanoTime();
    isp1.ip("link set cust " + (on ? "up" : "down"));
    return before;
  }

  /** The administrator switches the first uplink; what comes up has lost its default route. */
  public long admin(boolean up) {
    var before = System.nanoTime();
    fw.ip("link set wan1 " + (up ? "up" : "down"));
    if (up) {
      fw.ip(ROUTE_1 + "100");
    }
    return before;
  }

  /** The first ISP forwards nothing, while its link and its gateway live on. */
  public long ispDead(boolean dead) {
    var before = System.nanoTime();
    isp1.run("iptables", "-w", dead ? "-A" : "-D", "FORWARD", "-j", "DROP");
    return before;
  }

  /** The same of the second ISP. */
  public long secondIspDead(boolean dead) {
    var before = System.nanoTime();
    isp2.run("iptables", "-w", dead ? "-A" : "-D", "FORWARD", "-j", "DROP");
    return before;
  }

  /** The first ISP dies and comes back, as often as asked; it lives at the end. */
  public long ispFlaps(int times, Duration dead, Duration alive) {
    var before = System.nanoTime();
    isp1.run(
        "sh",
        "-ec",
        ("for i in $(seq %d); do iptables -w -A FORWARD -j DROP; sleep %s;"
                + " iptables -w -D FORWARD -j DROP; sleep %s; done")
            .formatted(times, seconds(dead), seconds(alive)));
    return before;
  }

  /** The kernel spreads connections over the uplinks by their ports, not only their addresses. */
  public void spreadByConnection() {
    fw.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/fib_multipath_hash_policy");
  }

  /** Whether the kernel keeps the other addresses of a subnet when the first one is removed. */
  public void promoteSecondaries(boolean on) {
    fw.run(
        "sh",
        "-ec",
        "for i in all wan1 wan2; do echo %d > /proc/sys/net/ipv4/conf/$i/promote_secondaries; done"
            .formatted(on ? 1 : 0));
  }

  /**
   * Gives an interface of the firewall another name, as a new dial-in does; it loses its routes.
   */
  public void rename(String from, String to) {
    fw.ip("link set " + from + " down");
    fw.ip("link set " + from + " name " + to);
    fw.ip("link set " + to + " up");
  }

  /** The first ISP translates its customers' addresses to 172.31.1.2. */
  public void doubleNat() {
    isp1.run(
        ("iptables -w -t nat -A POSTROUTING -o uplk -s 198.51.100.0/24"
                + " -j SNAT --to-source 172.31.1.2")
            .split(" ", -1));
  }

  /**
   * The first uplink's gateway becomes a router that tells its outer address. It is told by a line
   * which one that is, and whether it lets others know: {@code announce 203.0.113.77}, {@code event
   * 203.0.113.77} or {@code quiet 203.0.113.77}.
   *
   * @param speaks {@code all}, or {@code upnp} alone
   */
  public Running router(String speaks) {
    var router = isp1.start(Child.command(LabRouter.class, "198.51.100.1", speaks));
    router.await("readiness", "ready"::equals, Duration.ofSeconds(30));
    return router;
  }

  @Override
  public void close() {
    namespaces.forEach(Namespace::close);
    holder.close();
    try {
      LabDirectory.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that holds the lab: once it has ended, nothing of the lab is left. */
  long holderPid() {
    return holder.pid();
  }

  private Namespace namespace(String name) {
    var namespace = new Namespace(holder, name, directory);
    namespaces.add(namespace);
    return namespace;
  }

  private static String seconds(Duration time) {
    return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
  }
}
