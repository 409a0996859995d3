package homeport.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Heard;
import homeport.agent.source.Router.Protocol;
import homeport.agent.transport.Datagrams;
import homeport.agent.transport.Http;
import homeport.agent.transport.Transports;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import homeport.testkit.FakeGateway;
import homeport.testkit.FakeMapper;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The uplink's gateway, in everything it may speak. */
@Timeout(30)
class RouterTest {
  private static final Set<AddressRange> ALLOWED = Set.of(AddressRange.DOCUMENTATION);
  private static final IpAddress GATEWAY = IpAddress.of("127.0.0.1");
  private static final Heard FOUND = new Heard.Address(IpAddress.of("198.51.100.7"));

  private final FakeMapper mapper = FakeMapper.onLoopback().external("198.51.100.7");
  private final FakeGateway gateway = FakeGateway.onLoopback().external("198.51.100.7");
  private final Datagrams datagrams = Transports.datagrams(new NoRoutes());
  private final Http http = Transports.http(new NoRoutes(), Clock.systemUTC());

  @AfterEach
  void close() {
    mapper.close();
    gateway.close();
    http.close();
  }

  private MappingPort mappings() {
    return new MappingPort(datagrams, mapper.port(), ALLOWED, new SplittableRandom(1));
  }

  private Router router(Protocol... protocols) {
    return router(mapper.port(), Set.of(protocols));
  }

  private Router router(int port, Set<Protocol> protocols) {
    return new Router(
        protocols,
        new MappingPort(datagrams, port, ALLOWED, new SplittableRandom(1)),
        new Upnp(new Search(datagrams, gateway.searchPort()), http, "homeport-agent", ALLOWED),
        (_, _, _, _) -> {
          throw new AssertionError("nobody listens in this test");
        });
  }

  private static Heard ask(Router router) {
    return router.observe(AddressFamily.IPV4, new Via.Any(), Optional.of(GATEWAY));
  }

  private static String silence(Heard heard) {
    assertThat(heard).isInstanceOf(Heard.Silent.class);
    return ((Heard.Silent) heard).why();
  }

  /** A port where nobody listens. */
  private static int shut() throws SocketException {
    try (var socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  // --- NAT-PMP -----------------------------------------------------------------------------------

  @Test
  void nat_pmp_asks_two_octets_and_hears_the_outer_address() {
    assertThat(ask(router(Protocol.NAT_PMP))).isEqualTo(FOUND);
    assertThat(mapper.questions()).containsExactly(new byte[] {0, 0});
    assertThat(mapper.mappings()).isEmpty();
  }

  @Test
  void a_lost_question_is_asked_again_after_250_and_500_ms() {
    mapper.losing(2);
    long before = System.nanoTime();
    assertThat(ask(router(Protocol.NAT_PMP))).isEqualTo(FOUND);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(740), Duration.ofMillis(3000));
    assertThat(mapper.questions()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "NAT_PMP, 2, NAT-PMP: it is told not to answer",
    "NAT_PMP, 3, NAT-PMP: it has no address itself",
    "NAT_PMP, 77, NAT-PMP: result 77",
    "PCP, 2, PCP: it is told not to map ports",
    "PCP, 8, PCP: it has no room left",
    "PCP, 12, PCP: another translation stands between this machine and it",
    "PCP, 77, PCP: result 77"
  })
  void a_refusal_is_told_in_words(Protocol protocol, int result, String words) {
    mapper.result(result);
    assertThat(silence(ask(router(protocol)))).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeMapper.Habit.class,
      names = {"ANSWERS_FROM_ELSEWHERE", "CUTS_OFF", "BABBLES", "SILENT"})
  void what_is_no_answer_of_the_gateway_is_not_heard(FakeMapper.Habit habit) {
    mapper.habit(habit);
    var soon = Duration.ofMillis(400);
    assertThat(silence(mappings().natPmp(GATEWAY, new Via.Any(), soon))).isEqualTo("no answer");
    assertThat(mapper.questions()).hasSize(2);
    assertThat(silence(mappings().pcp(GATEWAY, new Via.Any(), soon))).isEqualTo("no answer");
  }

  @Test
  void a_shut_port_is_known_at_once() throws Exception {
    int port = shut();
    long before = System.nanoTime();
    assertThat(silence(ask(router(port, Set.of(Protocol.NAT_PMP, Protocol.PCP)))))
        .isEqualTo("PCP: not spoken there; NAT-PMP: not spoken there");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(700));
  }

  // --- PCP ---------------------------------------------------------------------------------------

  @Test
  void pcp_maps_its_own_port_for_a_moment_and_gives_it_back() {
    assertThat(ask(router(Protocol.PCP))).isEqualTo(FOUND);
    assertThat(mapper.mappings()).isEmpty();
    List<byte[]> questions = mapper.questions();
    assertThat(questions).hasSize(2);
    String asked = HexFormat.of().formatHex(questions.getFirst());
    String returned = HexFormat.of().formatHex(questions.getLast());
    // Version 2, MAP, 120 s, from ::ffff:127.0.0.1
    assertThat(asked)
        .hasSize(120)
        .startsWith("02010000" + "00000078" + "00".repeat(10) + "ffff7f000001");
    assertThat(returned).startsWith("02010000" + "00000000");
    assertThat(returned.substring(16)).isEqualTo(asked.substring(16));
  }

  @Test
  void an_answer_with_another_nonce_is_not_ours() {
    mapper.habit(FakeMapper.Habit.MIXES_UP_NONCES);
    assertThat(silence(mappings().pcp(GATEWAY, new Via.Any(), Duration.ofMillis(400))))
        .isEqualTo("no answer");
    assertThat(mapper.questions().getFirst()).hasSize(60);
  }

  @Test
  void a_router_of_the_older_protocol_is_asked_in_it() {
    mapper.habit(FakeMapper.Habit.SPEAKS_NAT_PMP);
    Router router = router(Protocol.PCP, Protocol.NAT_PMP);
    assertThat(ask(router)).isEqualTo(FOUND);
    assertThat(mapper.questions()).hasSize(2);
    assertThat(ask(router)).isEqualTo(FOUND);
    assertThat(mapper.questions().getLast()).isEqualTo(new byte[] {0, 0});
    assertThat(mapper.questions()).as("what it speaks is remembered").hasSize(3);
    mapper.habit(FakeMapper.Habit.SPEAKS_PCP);
    assertThat(ask(router(Protocol.NAT_PMP))).isInstanceOf(Heard.Silent.class);
  }

  @Test
  void a_router_that_changed_its_language_is_understood_again() {
    Router router = router(Protocol.PCP, Protocol.NAT_PMP);
    assertThat(ask(router)).isEqualTo(FOUND);
    mapper.habit(FakeMapper.Habit.SPEAKS_NAT_PMP);
    assertThat(ask(router)).isInstanceOf(Heard.Silent.class);
    assertThat(ask(router)).isEqualTo(FOUND);
  }

  // --- UPnP --------------------------------------------------------------------------------------

  @Test
  void upnp_finds_the_description_and_asks_the_service_that_knows() {
    gateway.overPpp();
    Router router = router(Protocol.UPNP);
    assertThat(ask(router)).isEqualTo(FOUND);
    assertThat(gateway.requests())
        .containsExactly("GET /root.xml", "POST /ctl/ip", "POST /ctl/ppp");
    assertThat(ask(router)).isEqualTo(FOUND);
    assertThat(gateway.requests()).as("found once").hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(value = FakeGateway.Habit.class, mode = EnumSource.Mode.EXCLUDE, names = "BEHAVES")
  void nothing_that_a_device_does_wrong_becomes_an_address(FakeGateway.Habit habit) {
    gateway.habit(habit);
    Heard heard = ask(router(Protocol.UPNP));
    assertThat(heard).isInstanceOf(Heard.Silent.class);
    if (habit == FakeGateway.Habit.HIDES || habit == FakeGateway.Habit.POINTS_ELSEWHERE) {
      assertThat(gateway.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0"})
  void a_router_that_is_offline_says_nothing(String address) {
    gateway.external(address);
    assertThat(silence(ask(router(Protocol.UPNP)))).contains("has no address yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"home.example.org", "198.51.100.7 ", "2001:db8::1", "198.51.100.007"})
  void what_is_no_address_of_the_family_is_not_believed(String address) {
    gateway.external(address);
    Heard heard = ask(router(Protocol.UPNP));
    assertThat(heard.equals(FOUND)).isEqualTo(address.endsWith(" "));
  }

  // --- all of them -------------------------------------------------------------------------------

  @Test
  void a_router_without_port_mappings_is_asked_by_upnp_within_five_seconds() {
    mapper.habit(FakeMapper.Habit.SILENT);
    long before = System.nanoTime();
    assertThat(ask(router(mapper.port(), EnumSet.allOf(Protocol.class)))).isEqualTo(FOUND);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"100.64.3.4, CGNAT", "192.168.1.2, double NAT", "10.0.0.9, double NAT"})
  void an_inner_address_is_told_as_what_it_means_and_never_published(String address, String word) {
    mapper.external(address);
    gateway.external(address);
    for (Protocol protocol : Protocol.values()) {
      assertThat(ask(router(protocol)))
          .isInstanceOfSatisfying(
              Heard.Behind.class,
              behind ->
                  assertThat(behind.describe())
                      .startsWith(word + ": the router itself has only " + address));
    }
  }

  @Test
  void nobody_is_asked_without_a_gateway_or_for_ipv6() {
    Router router = router(Protocol.NAT_PMP);
    assertThat(router.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()))
        .isInstanceOf(Heard.Silent.class);
    assertThat(router.observe(AddressFamily.IPV6, new Via.Any(), Optional.of(GATEWAY)))
        .isInstanceOf(Heard.Silent.class);
    assertThat(mapper.questions()).isEmpty();
  }

  // --- FRITZ!Box ---------------------------------------------------------------------------------

  @Test
  void a_fritzbox_is_asked_at_its_fixed_place_in_both_families() {
    gateway.externalIpv6("2001:db8::7");
    var box = new Fritzbox(Optional.of(gateway.base()), http, "homeport-agent", ALLOWED);
    assertThat(box.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty())).isEqualTo(FOUND);
    assertThat(box.observe(AddressFamily.IPV6, new Via.Any(), Optional.empty()))
        .isEqualTo(new Heard.Address(IpAddress.of("2001:db8::7")));
    assertThat(gateway.requests())
        .containsExactly("POST /igdupnp/control/WANIPConn1", "POST /igdupnp/control/WANIPConn1");
    gateway.habit(FakeGateway.Habit.SHOWS_A_PAGE);
    assertThat(box.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()))
        .isInstanceOf(Heard.Silent.class);
  }

  @Test
  void router_and_fritzbox_have_one_voice() {
    var box = new Fritzbox(Optional.empty(), http, "homeport-agent", ALLOWED);
    assertThat(box.operator()).isEqualTo(router(Protocol.PCP).operator());
    assertThat(box.observe(AddressFamily.IPV4, new Via.Any(), Optional.empty()))
        .isInstanceOf(Heard.Silent.class);
  }
}
