package homeport.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.dns.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
  @Test
  void hosts_of_one_account_are_spoken_for_by_a_provider_that_takes_the_families_of_all() {
    String text =
        """
        hosts:
          - {hostname: home.example.org, provider: custom, url: "https://dyn.example.net/nic/update",
             user: alice, password: sesame, address: outgoing, families: ipv4}
          - {hostname: vpn.example.org, provider: custom, url: "https://dyn.example.net/nic/update",
             user: alice, password: sesame, address: outgoing, families: [ipv4, ipv6]}
        """;
    var loaded = new ConfigReader(new Catalog(), _ -> null).read("agent.yaml", text);
    List<Host> hosts = loaded.config().orElseThrow(AssertionError::new).hosts();

    assertThat(hosts.getFirst().provider().families()).containsExactly(AddressFamily.IPV4);
    assertThat(hosts.getFirst().beside(hosts).provider().families())
        .containsExactlyInAnyOrder(AddressFamily.IPV4, AddressFamily.IPV6);
    assertThat(hosts.getFirst().beside(hosts).families()).containsExactly(AddressFamily.IPV4);
  }
}
