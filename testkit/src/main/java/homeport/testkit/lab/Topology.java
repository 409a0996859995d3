package homeport.testkit.lab;

import java.util.Map;

/**
 * The wires, addresses and routes of the lab: a firewall with two uplinks, two ISPs that drop
 * foreign source addresses (BCP 38), an Internet, and a host behind the firewall.
 *
 * <pre>
 *  lan ── lan0 fw wan1 ── cust isp1 uplk ── isp1 internet
 *                 wan2 ── cust isp2 uplk ── isp2
 * </pre>
 */
final class Topology {
  /** Names that hosts and DNS of the lab know. */
  static final Map<String, String> NAMES =
      Map.of(
          "provider.test", "203.0.113.10",
          "checkip.test", "203.0.113.20",
          "server.test", "203.0.113.30",
          "provider6.test", "2001:db8:cafe::10",
          "server6.test", "2001:db8:cafe::30");

  /** Names that only DNS knows. */
  static final Map<String, String> NOT_IN_HOSTS = Map.of("by-dns.test", "203.0.113.10");

  // An interface must not be called "up": ip(8) takes that for a keyword.
  static final String SCRIPT =
      """
      for n in fw isp1 isp2 internet lan; do ip netns add $n; ip -n $n link set lo up; done
      ip link add wan1 netns fw type veth peer name cust netns isp1
      ip link add wan2 netns fw type veth peer name cust netns isp2
      ip link add lan0 netns fw type veth peer name eth0 netns lan
      ip link add uplk netns isp1 type veth peer name isp1 netns internet
      ip link add uplk netns isp2 type veth peer name isp2 netns internet

      ip netns exec fw sh -ec '
        cd /proc/sys/net
        echo 1 > ipv4/ip_forward; echo 1 > ipv6/conf/all/forwarding
        for i in all wan1 wan2; do
          echo 2 > ipv4/conf/$i/rp_filter; echo 1 > ipv4/conf/$i/promote_secondaries
        done
        echo "0 2147483647" > ipv4/ping_group_range # as systemd sets it on a real machine
        echo 2 > ipv6/conf/wan1/accept_ra; echo 2 > ipv6/conf/wan1/use_tempaddr'
      for n in isp1 isp2; do ip netns exec $n sh -ec '
        cd /proc/sys/net
        echo 1 > ipv4/ip_forward; echo 1 > ipv6/conf/all/forwarding
        echo 0 > ipv4/conf/all/rp_filter; echo 1 > ipv4/conf/cust/rp_filter
        echo 1 > ipv6/conf/cust/keep_addr_on_down'
      done
      ip netns exec internet sh -ec 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'

      ip -n fw -batch - <<-END
      addr add 198.51.100.10/24 dev wan1
      addr add 192.0.2.10/24 dev wan2
      addr add 10.99.0.1/24 dev lan0
      link set wan1 up
      link set wan2 up
      link set lan0 up
      END
      ip -n isp1 -batch - <<-END
      addr add 198.51.100.1/24 dev cust
      addr add 2001:db8:1::1/64 dev cust nodad
      addr add 172.31.1.2/30 dev uplk
      addr add 2001:db8:f1::2/64 dev uplk nodad
      link set cust up
      link set uplk up
      route add default via 172.31.1.1
      route add default via 2001:db8:f1::1
      END
      ip -n isp2 -batch - <<-END
      addr add 192.0.2.1/24 dev cust
      addr add 172.31.2.2/30 dev uplk
      link set cust up
      link set uplk up
      route add default via 172.31.2.1
      END
      ip -n internet -batch - <<-END
      addr add 172.31.1.1/30 dev isp1
      addr add 2001:db8:f1::1/64 dev isp1 nodad
      addr add 172.31.2.1/30 dev isp2
      addr add 203.0.113.10/32 dev lo
      addr add 203.0.113.20/32 dev lo
      addr add 203.0.113.21/32 dev lo
      addr add 203.0.113.22/32 dev lo
      addr add 203.0.113.23/32 dev lo
      addr add 203.0.113.30/32 dev lo
      addr add 203.0.113.53/32 dev lo
      addr add 2001:db8:cafe::10/128 dev lo nodad
      addr add 2001:db8:cafe::30/128 dev lo nodad
      link set isp1 up
      link set isp2 up
      route add 198.51.100.0/24 via 172.31.1.2
      route add 192.0.2.0/24 via 172.31.2.2
      route add 2001:db8:1::/64 via 2001:db8:f1::2
      END
      ip -n lan -batch - <<-END
      addr add 10.99.0.2/24 dev eth0
      link set eth0 up
      route add default via 10.99.0.1
      END
      ip -n fw route add default via 198.51.100.1 dev wan1 metric 100
      ip netns exec fw iptables -w -t nat -A POSTROUTING -s 10.99.0.0/24 -o wan+ -j MASQUERADE
      """;

  private Topology() {}
}
