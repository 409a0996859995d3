package homeport.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.catalog.Catalog;
import homeport.agent.plan.Account;
import homeport.agent.plan.AddressMode;
import homeport.agent.plan.HostPart;
import homeport.agent.uplink.Ipv6Choice;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.Hostname;
import homeport.dns.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String GOOD =
      """
      contact: admin@company.example
      hosts:
        - hostname: home.example.org
          provider: noip
          user: alice
          password: s3cret-pass
          address: outgoing
      """;

  @TempDir Path directory;

  private final ConfigReader reader =
      new ConfigReader(new Catalog(), Map.of("SECRET", "from the environment")::get);

  private Loaded read(String text) {
    return reader.read("a.yaml", text);
  }

  private Host host(String text) {
    Loaded loaded = read(text);
    assertThat(loaded.mistakes()).isEmpty();
    return loaded.config().orElseThrow().hosts().getFirst();
  }

  @Test
  void a_small_configuration_has_everything_by_default() {
    Loaded loaded = read(GOOD);
    assertThat(loaded.mistakes()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    Config config = loaded.config().orElseThrow();
    assertThat(config.state()).isEqualTo(Config.DEFAULT_STATE);
    assertThat(config.sources()).hasSizeGreaterThanOrEqualTo(2);
    Host host = config.hosts().getFirst();
    assertThat(host.account()).isEqualTo(new Account("noip", "alice"));
    assertThat(host.families()).containsExactly(AddressFamily.IPV4);
    assertThat(host.address()).isEqualTo(new AddressMode.Outgoing());
    assertThat(host.allow()).isEmpty();
    assertThat(host.nameServers()).isEqualTo(new NameServers.Authoritative());
    assertThat(host.policy().refresh()).contains(Duration.ofDays(28));
    assertThat(config.named("HOME.example.org")).isEqualTo(host.targets());
  }

  @Test
  void every_setting_is_taken() throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
    Loaded loaded =
        read(
            """
            state: /srv/state
            control: /srv/control.sock
            allow: [private]
            tunnels: wg0
            ipv6: temporary
            probe-destination: {ipv4: 192.0.2.9, ipv6: 2001:db8::9}
            sources: [https://ip.example.org/, https://ip.example.net/]
            contact: admin@company.example
            providers:
              mine: {url: "https://dyn.example.net/nic/update", wildcard: true}
            hosts:
              - hostname: ["*.Example.org", vpn.example.org]
                provider: mine
                user: alice
                password: env:SECRET
                address: {interface: wan1}
                families: [ipv4, ipv6]
                verify: [a.example.org]
                name-servers: ["127.0.0.1:5353", "[::1]:5353", 2001:db8::53]
                ca: %s
                allow: []
                refresh: 0
                interval: 0
              - {hostname: "*1", provider: changeip, user: bob, password: x, address: "interface: wan2"}
            """
                .formatted(ca));
    assertThat(loaded.mistakes()).isEmpty();
    assertThat(loaded.files()).containsExactly(ca);
    Config config = loaded.config().orElseThrow();
    assertThat(config.state()).isEqualTo(Path.of("/srv/state"));
    Host host = config.hosts().getFirst();
    assertThat(host.account()).isEqualTo(new Account("custom@dyn.example.net", "alice"));
    assertThat(host.names()).containsExactly("*.example.org", "vpn.example.org");
    assertThat(host.keys()).hasSize(4);
    assertThat(host.password().value()).isEqualTo("from the environment");
    assertThat(host.address()).isEqualTo(new AddressMode.Interface("wan1"));
    assertThat(host.allow()).isEmpty();
    assertThat(host.verify()).containsExactly(Hostname.of("a.example.org"));
    assertThat(host.nameServers())
        .isEqualTo(
            new NameServers.These(
                List.of(
                    new NameServers.Server(IpAddress.of("127.0.0.1"), 5353),
                    new NameServers.Server(IpAddress.of("::1"), 5353),
                    new NameServers.Server(IpAddress.of("2001:db8::53"), 53))));
    assertThat(host.policy().refresh()).isEmpty();
    assertThat(host.policy().interval()).isZero();
    assertThat(host.rules().tunnels()).containsExactly("wg0");
    assertThat(host.rules().ipv6()).isEqualTo(Ipv6Choice.TEMPORARY);
    assertThat(host.rules().destinationIpv4()).isEqualTo(IpAddress.of("192.0.2.9"));
    Host set = config.hosts().get(1);
    assertThat(set.names()).containsExactly("*1");
    assertThat(set.address()).isEqualTo(new AddressMode.Interface("wan2"));
    assertThat(set.allow()).containsExactly(AddressRange.PRIVATE);
  }

  @Test
  void a_url_in_the_host_makes_a_custom_provider_and_http_is_warned_about() {
    Loaded loaded =
        read(GOOD.replace("provider: noip", "provider: custom\n    url: http://d.example.net/u"));
    assertThat(loaded.mistakes()).isEmpty();
    assertThat(loaded.warnings()).hasSize(1);
    assertThat(loaded.warnings().getFirst().toString()).startsWith("a.yaml:5:10: http:");
    assertThat(loaded.config().orElseThrow().hosts().getFirst().account().provider())
        .isEqualTo("custom@d.example.net");
  }

  /** What is replaced in the good text, by what, where the mistake is, a piece of the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "home.example.org | home | 3:15 | example.org | no mistake: a No-IP group",
        "home.example.org | home..example.org | 3:15 | empty label | ",
        "home.example.org | [] | 3:15 | no value | ",
        "home.example.org | [a.example.org, a.example.org] | 3:31 | twice | ",
        "home.example.org | '\"*.example.org\"' | 3:15 | begin with * | ",
        "hostname: | hostnam: | 3:5 | is not known | ",
        "provider: noip | provider: noipp | 4:15 | mean \"noip\"? | ",
        "provider: noip | provider: [noip] | 4:15 | This is a list | ",
        "provider: noip | provider: custom | 3:5 | \"url\" is missing | ",
        "provider: noip | url: https://x.example/ | 3:5 | \"provider\" is missing | ",
        "user: alice | user: a:b | 5:11 | colon | ",
        "user: alice | families: ipv6 | 3:5 | \"user\" is missing | ",
        "password: s3cret-pass | password: | 6:14 | no value | ",
        "password: s3cret-pass | password: env:NOT | 6:15 | NOT is not set | ",
        "password: s3cret-pass | password: file:/does/not/exist | 6:15 | cannot be read | ",
        "password: s3cret-pass | password: file:pass | 6:15 | literal: | ",
        "password: s3cret-pass | password: credential:x | 6:15 | CREDENTIALS_DIRECTORY | ",
        "password: s3cret-pass | password: \"a\\tb\" | 6:15 | control character | ",
        "password: s3cret-pass | password: {a: b} | 6:15 | in quotes | ",
        "password: s3cret-pass | pasword: x | 6:5 | mean \"password\"? | ",
        "address: outgoing | address: outgoin | 7:14 | Write outgoing | ",
        "address: outgoing | address: {interface: a b} | 7:26 | name of an interface | ",
        "address: outgoing | address: {iface: wan1} | 7:15 | is not known | ",
        "address: outgoing | address: {prefix-of: lan0} | 7:14 | one host part | ",
        "address: outgoing | address: {prefix-of: lan0, host: '::1', mac: x} | 7:14 | Add one of | ",
        "address: outgoing | address: {prefix-of: lan0, host: '192.0.2.1'} | 7:38 | host part | ",
        "address: outgoing | address: {prefix-of: lan0, host: '::'} | 7:38 | No single machine | ",
        "address: outgoing | address: {prefix-of: lan0, host: '::1', length: 128} | 7:53 | 1 to 127 | ",
        "address: outgoing | address: {prefix-of: lan0, host: '::5:0:0:0:1', length: 64} | 7:38 | leaves less | ",
        "address: outgoing | address: {prefix-of: lan0, mac: 52:54:00:12:34} | 7:37 | as 52:54 | ",
        "address: outgoing | address: {prefix-of: lan0, mac: 01:00:5e:00:00:01} | 7:37 | machine's | ",
        "address: outgoing | address: {prefix-of: lan0, length: 56, mac: 52:54:00:12:34:56} | 7:40 | Write 64 | ",
        "address: outgoing | address: {prefix_of: lan0, host: '::1'} | 7:15 | prefix-of | ",
        "address: outgoing | ipv6: stabel | 7:11 | Did you mean \"stable\"? | ",
        "address: outgoing | families: ipv5 | 7:15 | mean \"ipv4\"? | ",
        "address: outgoing | allow: privat | 7:12 | mean \"private\"? | ",
        "address: outgoing | refresh: 5 | 7:14 | not a duration | ",
        "address: outgoing | interval: 3650d | 7:15 | out of bounds | ",
        "address: outgoing | name-servers: ns1.example.org | 7:19 | 192.0.2.53 | ",
        "address: outgoing | name-servers: 192.0.2.1:0 | 7:19 | 192.0.2.53 | ",
        "address: outgoing | ca: cert.pem | 7:9 | whole path | ",
        "address: outgoing | ca: /does/not/exist | 7:9 | cannot be read | ",
        "address: outgoing | verify: ['*.example.org'] | 7:14 | cannot be asked | ",
        "address: outgoing | verify: x.example.net | 7:13 | not among the names | ",
        "contact: admin@company.example | contact: admin | 1:10 | e-mail | ",
        "contact: admin@company.example | state: /x | 3:5 | whom to write to | ",
        "contact: admin@company.example | state: x | 1:8 | whole path | ",
        "contact: admin@company.example | allow: [privat] | 1:9 | mean \"private\"? | ",
        "contact: admin@company.example | tunnels: [a/b] | 1:11 | interface | ",
        "contact: admin@company.example | probe-destination: {ipv4: '::1'} | 1:27 | IPv4 | ",
        "contact: admin@company.example | providers: {a: {url: x}} | 1:22 | https:// | ",
        "contact: admin@company.example | host: 1 | 1:1 | mean \"hosts\"? | ",
        "hosts: | host: | 1:1 | \"hosts\" is missing | ",
      })
  void a_mistake_has_its_place_and_a_remedy(
      String old, String now, String place, String sentence, String note) {
    Loaded loaded = read(GOOD.replace(old, now));
    if (note != null) {
      assertThat(loaded.mistakes()).isEmpty();
      return;
    }
    assertThat(loaded.mistakes().stream().map(Object::toString).toList())
        .anySatisfy(
            line -> assertThat(line).startsWith("a.yaml:" + place + ": ").contains(sentence));
    assertThat(loaded.config()).isEmpty();
    assertThat(loaded.mistakes().toString() + loaded.warnings())
        .doesNotContain("s3cret")
        .doesNotContain("from the environment");
    assertThat(loaded.mistakes()).allSatisfy(m -> assertThat(m.remedy()).isNotBlank());
  }

  @Test
  void a_machine_behind_us_is_published_by_ipv6_alone() {
    String behind = GOOD.replace("outgoing", "{prefix-of: lan0, host: '::5:0:0:0:1234'}");
    Host host = read(behind).config().orElseThrow().hosts().getFirst();
    assertThat(host.families()).containsExactly(AddressFamily.IPV6);
    assertThat(host.address())
        .isEqualTo(
            new AddressMode.Behind(
                "lan0", OptionalInt.empty(), new HostPart.Written(IpAddress.of("::5:0:0:0:1234"))))
        .hasToString("{prefix-of: lan0, host: \"::5:0:0:0:1234\"}");
    assertThat(read(behind + "    families: [ipv4, ipv6]\n").mistakes().toString())
        .contains("finds IPv6 addresses only");
    assertThat(read(behind.replace("noip", "changeip")).mistakes().toString())
        .contains("cannot hold IPv6 addresses");
    assertThat(read(behind + "    ipv6: eui64\n").warnings().toString())
        .contains("says nothing about a machine behind this one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{prefix-of: lan0, host: \"::1234\"}",
        "{prefix-of: br-lan, length: 56, host: \"::5:0:0:0:1234\"}",
        "{prefix-of: lan0, length: 64, mac: \"52:54:00:12:34:56\"}",
        "{prefix-of: lan0, neighbour: \"52:54:00:12:34:56\"}",
      })
  void a_way_to_a_machine_behind_us_can_be_pasted_back(String text) {
    Config config = read(GOOD.replace("outgoing", text)).config().orElseThrow();
    assertThat(config.hosts().getFirst().address()).hasToString(text);
    String bare = text.replace("\"52", "52").replace("56\"", "56");
    Config same = read(GOOD.replace("outgoing", bare)).config().orElseThrow();
    assertThat(same.hosts().getFirst().address()).hasToString(text);
  }

  @Test
  void all_mistakes_of_all_hosts_are_reported_and_the_good_hosts_stay() {
    Loaded loaded =
        read(
            GOOD
                + """
                  - {hostname: bad.example.org, provider: nope, adress: detected}
                  - {hostname: b.example.org, provider: noip, user: alice, password: s3cret-pass,
                     address: detected}
                  - just text
                """);
    assertThat(loaded.config().orElseThrow().hosts()).hasSize(2);
    assertThat(loaded.bad())
        .containsExactly(
            new Loaded.BadHost(List.of("bad.example.org")), new Loaded.BadHost(List.of()));
    assertThat(loaded.mistakes()).hasSize(4);
  }

  @Test
  void a_name_cannot_be_kept_twice_nor_an_account_have_two_passwords() {
    String more =
        """
          - {hostname: home.example.org, provider: noip, user: alice, password: s3cret-pass,
             address: detected}
          - {hostname: c.example.org, provider: noip, user: alice, password: other, address: detected}
          - {hostname: home.example.org, provider: noip, user: alice, password: s3cret-pass,
             address: detected, families: ipv6}
        """;
    Loaded loaded = read(GOOD + more);
    assertThat(loaded.mistakes().stream().map(Object::toString))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("a.yaml:8:5: home.example.org ipv4 is kept"),
            line -> assertThat(line).startsWith("a.yaml:10:5: ").contains("another password"));
    assertThat(loaded.config().orElseThrow().hosts()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#a",
        "a#b",
        "a=b",
        "a:b",
        "{token}",
        "a: b",
        "ümlaut日本",
        "'\"",
        "%41&x=1",
        "-",
        "*x",
        "~",
        "null",
        "true",
        "0123",
        "\\n"
      })
  void a_quoted_password_survives(String password) {
    String quoted = "'" + password.replace("'", "''") + "'";
    assertThat(host(GOOD.replace("s3cret-pass", quoted)).password().value()).isEqualTo(password);
  }

  @Test
  void a_shorter_interval_than_the_provider_allows_is_not_taken() {
    Loaded loaded = read(GOOD + "    interval: 1s\n");
    assertThat(loaded.warnings()).hasSize(1);
    assertThat(loaded.config().orElseThrow().hosts().getFirst().policy().interval())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void nothing_shows_a_password() {
    Loaded loaded = read(GOOD);
    assertThat(loaded.toString()).doesNotContain("s3cret");
    Host host = loaded.config().orElseThrow().hosts().getFirst();
    assertThat(host.toString() + host.describe()).doesNotContain("s3cret");
    assertThat(new Fingerprint("salt").of(host)).doesNotContain("s3cret").hasSize(32);
  }

  @Test
  void a_family_that_the_provider_cannot_hold_is_a_mistake() {
    Loaded loaded = read(GOOD.replace("noip", "changeip") + "    families: [ipv4, ipv6]\n");
    assertThat(loaded.mistakes().toString()).contains("a.yaml:8:15: ChangeIP cannot hold IPv6");
  }

  @Test
  void mutilated_text_gives_mistakes_and_never_an_exception() {
    var random = RandomGenerator.of("L64X128MixRandom");
    String alphabet = "ab:- \n{}[],\"'#&*!|>%@\t0~/.";
    for (int round = 0; round < 3_000; round++) {
      var text = new StringBuilder(GOOD);
      for (int i = 1 + random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.setLength(at + 1);
        }
      }
      Loaded loaded = read(text.toString());
      assertThat(loaded.config().isPresent() || !loaded.mistakes().isEmpty()).isTrue();
    }
  }

  @Test
  void a_file_without_a_host_says_so() {
    assertThat(read("").mistakes()).hasSize(1);
    assertThat(read("hosts: []").mistakes()).hasSize(1);
    assertThat(read("- a").mistakes()).hasSize(1);
  }
}
