package homeport.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.doctor.Reply.BadCertificate.Flaw;
import homeport.agent.doctor.Symptom.Cut.Lack;
import homeport.agent.doctor.Symptom.StateFolder.Trouble;
import homeport.agent.plan.Heard;
import homeport.agent.plan.Vote;
import homeport.agent.plan.Witness;
import homeport.agent.uplink.DefaultRoute;
import homeport.agent.uplink.Line;
import homeport.agent.uplink.Probe;
import homeport.agent.uplink.RouteAnswer;
import homeport.agent.uplink.RouteAnswer.Matched;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosesTest {
  private static final Line WAN1 = new Line("wan1", AddressFamily.IPV4);
  private static final Line WAN2 = new Line("wan2", AddressFamily.IPV4);
  private static final IpAddress OWN = IpAddress.of("203.0.113.7");
  private static final IpAddress OWN2 = IpAddress.of("192.0.2.10");
  private static final IpAddress HOST = IpAddress.of("198.51.100.1");
  private static final IpAddress PRIVATE = IpAddress.of("192.168.1.2");
  private static final IpAddress SHARED = IpAddress.of("100.64.3.4");

  /** Examples stand for public addresses here. */
  private static Setting setting(Mode mode, boolean own) {
    Set<AddressFamily> ipv4 = Set.of(AddressFamily.IPV4);
    return new Setting(
        mode,
        ipv4,
        own ? ipv4 : Set.of(),
        own ? Set.of() : ipv4,
        Set.of(AddressRange.DOCUMENTATION));
  }

  private static List<Diagnosis> of(Mode mode, boolean own, Symptom... symptoms) {
    return Diagnoses.of(setting(mode, own), List.of(symptoms));
  }

  private static List<Diagnosis> of(Symptom... symptoms) {
    return of(Mode.FAILOVER, false, symptoms);
  }

  private static Diagnosis only(List<Diagnosis> diagnoses) {
    assertThat(diagnoses).hasSize(1);
    return diagnoses.getFirst();
  }

  private static RouteAnswer leaves(String name, Matched matched) {
    return new RouteAnswer.Leaves(name, Optional.empty(), Optional.empty(), matched, 0);
  }

  private static Symptom right(Line line, IpAddress source) {
    return new Symptom.Leaving(
        line,
        line.uplink(),
        source,
        leaves(line.uplink(), Matched.DEFAULT),
        leaves(line.uplink(), Matched.DEFAULT),
        List.of());
  }

  private static Symptom probed(Line line, boolean gateway, boolean answers) {
    Probe end = answers ? new Probe.Answered(Duration.ofMillis(9)) : new Probe.Silent("no reply");
    return new Symptom.Probed(line, gateway, HOST, end);
  }

  private static Symptom said(String who, String kind, Heard heard, IpAddress source) {
    var witness = new Witness(who, who, kind, false);
    return new Symptom.Said(WAN1, source, List.of(new Vote(witness, heard)));
  }

  private static Symptom says(String who, String address, IpAddress source) {
    return said(who, "https", new Heard.Address(IpAddress.of(address)), source);
  }

  private static Symptom web(String host, boolean encrypted, Reply reply) {
    return new Symptom.Web(WAN1, host, encrypted, reply);
  }

  // --- order and status --------------------------------------------------------------------------

  @Test
  void healthy_machine_has_no_diagnosis_and_status_0() {
    List<Diagnosis> all =
        of(
            new Symptom.Clock(Instant.parse("2026-11-21T12:00:00Z")),
            new Symptom.ClockDiffers("a.example.org", Duration.ofSeconds(2)),
            right(WAN1, OWN),
            probed(WAN1, false, true),
            says("a.example.org", OWN.toString(), OWN),
            says("b.example.org", OWN.toString(), OWN),
            web("a.example.org", true, new Reply.Fine()),
            new Symptom.Resolver("192.0.2.53", Optional.empty()),
            new Symptom.Resolved("192.0.2.53", "provider.example", List.of(HOST)),
            new Symptom.ProviderHost(WAN1, "provider.example", Optional.empty()),
            new Symptom.NameSays(
                "home.example.org", "ns1", List.of(OWN), List.of(OWN), Duration.ofHours(1)));
    assertThat(all).isEmpty();
    assertThat(Diagnoses.status(all)).isZero();
  }

  @Test
  void worst_comes_first_and_the_status_is_that_of_the_worst() {
    List<Diagnosis> all =
        of(
            new Symptom.NotRunning(),
            new Symptom.PingsForbidden("group"),
            new Symptom.Blocked("home.example.org", "badauth", "correct user and password"));
    assertThat(all)
        .extracting(Diagnosis::severity)
        .containsExactly(Severity.BROKEN, Severity.WARNING, Severity.NOTE);
    assertThat(Diagnoses.status(all)).isEqualTo(2);
    assertThat(Diagnoses.status(of(new Symptom.PingsForbidden("group")))).isEqualTo(1);
    assertThat(Diagnoses.status(of(new Symptom.NotRunning()))).isZero();
  }

  // --- uplinks -----------------------------------------------------------------------------------

  @Test
  void packets_that_leave_by_the_other_uplink_are_a_wrong_source_rule() {
    var stray =
        new Symptom.Leaving(
            WAN2,
            "wan2",
            OWN2,
            leaves("wan1", Matched.DEFAULT),
            leaves("wan2", Matched.PART),
            List.of());
    Diagnosis told = only(of(right(WAN1, OWN), stray));
    assertThat(told.name()).isEqualTo("wrong source rule");
    assertThat(told.what()).contains("Packets from 192.0.2.10 (uplink wan2 (IPv4)) leave by wan1");
    assertThat(told.remedy()).contains("ip rule add from 192.0.2.10 lookup");
  }

  @Test
  void default_route_in_a_table_that_no_rule_selects_is_told_with_the_table() {
    var route =
        new DefaultRoute(
            AddressFamily.IPV4, "wan2", Optional.of(IpAddress.of("192.0.2.1")), 102, 0);
    var stray =
        new Symptom.Leaving(
            WAN2,
            "wan2",
            OWN2,
            leaves("wan1", Matched.DEFAULT),
            leaves("wan2", Matched.PART),
            List.of(route));
    assertThat(only(of(stray)).remedy()).isEqualTo("ip rule add from 192.0.2.10 lookup 102");
    Diagnosis none = only(of(new Symptom.NoWay(AddressFamily.IPV4, "unreachable", List.of(route))));
    assertThat(none.name()).isEqualTo("default route that no rule selects");
    assertThat(none.remedy()).isEqualTo("ip rule add lookup 102");
  }

  @Test
  void what_the_kernel_does_not_tell_is_not_called_wrong() {
    var unknown =
        new Symptom.Leaving(
            WAN2,
            "wan2",
            OWN2,
            new RouteAnswer.Unknown("polling"),
            new RouteAnswer.Unknown("polling"),
            List.of());
    assertThat(of(unknown)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void line_that_is_cut_is_told_with_what_it_lacks(Lack lack) {
    Diagnosis told = only(of(new Symptom.Cut(WAN1, lack, "wan1 has none")));
    assertThat(told.severity()).isEqualTo(Severity.BROKEN);
    assertThat(told.what()).contains("wan1 (IPv4)").contains("wan1 has none");
  }

  @Test
  void dead_isp_is_told_without_what_follows_from_it() {
    List<Diagnosis> all =
        of(
            right(WAN1, OWN),
            probed(WAN1, false, false),
            probed(WAN1, true, true),
            said("a.example.org", "https", new Heard.Silent("no connection"), OWN),
            new Symptom.Resolver("192.0.2.53", Optional.of("no reply")),
            new Symptom.ProviderHost(WAN1, "provider.example", Optional.of("no connection")));
    Diagnosis told = only(all);
    assertThat(told.name()).isEqualTo("uplink without answer");
    assertThat(told.what()).contains("although its gateway does");
  }

  @Test
  void uplink_that_works_while_its_probe_hosts_are_silent_is_a_warning_where_it_is_probed() {
    Symptom[] found = {right(WAN1, OWN), probed(WAN1, false, false), says("a", "203.0.113.7", OWN)};
    assertThat(only(of(Mode.FAILOVER, false, found)).name()).isEqualTo("probe hosts do not answer");
    assertThat(of(Mode.SINGLE, false, found)).isEmpty();
  }

  @Test
  void ipv6_without_route_is_broken_only_where_it_is_published() {
    var bare = new Symptom.Ipv6WithoutRoute("wan1", IpAddress.of("2001:db8::1"));
    assertThat(only(of(bare)).severity()).isEqualTo(Severity.WARNING);
    var both = Set.of(AddressFamily.values());
    var wants = new Setting(Mode.SINGLE, both, both, Set.of(), Set.of());
    Diagnosis told = only(Diagnoses.of(wants, List.of(bare)));
    assertThat(told.severity()).isEqualTo(Severity.BROKEN);
    assertThat(told.what()).contains("wan1 has the IPv6 address 2001:db8::1");
  }

  @Test
  void two_uplinks_of_which_one_is_used_get_the_advice_to_write_failover() {
    Diagnosis told = only(of(new Symptom.SeveralUplinks(List.of("wan1", "wan2"))));
    assertThat(told.severity()).isEqualTo(Severity.WARNING);
    assertThat(told.remedy()).startsWith("write uplinks: failover");
  }

  // --- translations ------------------------------------------------------------------------------

  @Test
  void shared_address_on_the_uplink_or_from_the_router_is_cgnat() {
    Diagnosis own = only(of(right(WAN1, SHARED), says("a", "203.0.113.9", SHARED)));
    var behind = new Heard.Behind(SHARED, AddressRange.CGNAT);
    Diagnosis router =
        only(
            of(
                right(WAN1, PRIVATE),
                said("router", "router", behind, PRIVATE),
                says("a", "203.0.113.9", PRIVATE)));
    for (Diagnosis told : List.of(own, router)) {
      assertThat(told.name()).isEqualTo("CGNAT");
      assertThat(told.severity()).isEqualTo(Severity.BROKEN);
      assertThat(told.what())
          .contains("our provider shares one address among several customers")
          .contains("100.64.3.4");
      assertThat(told.remedy()).contains("ask the provider for a public address, or use IPv6");
    }
  }

  @Test
  void router_with_a_private_address_is_double_nat() {
    var behind = new Heard.Behind(IpAddress.of("10.1.2.3"), AddressRange.PRIVATE);
    Diagnosis told =
        only(
            of(
                said("router", "router", behind, PRIVATE),
                says("a", "203.0.113.9", PRIVATE),
                says("b", "203.0.113.9", PRIVATE)));
    assertThat(told.name()).isEqualTo("double NAT");
    assertThat(told.severity()).isEqualTo(Severity.WARNING);
    assertThat(told.what()).contains("10.1.2.3");
  }

  @Test
  void public_looking_address_that_the_internet_does_not_see_is_broken_where_it_is_published() {
    Symptom[] found = {right(WAN1, OWN), says("a", "198.51.100.9", OWN)};
    assertThat(only(of(Mode.SINGLE, false, found)).severity()).isEqualTo(Severity.WARNING);
    Diagnosis told = only(of(Mode.SINGLE, true, found));
    assertThat(told.name()).isEqualTo("double NAT");
    assertThat(told.severity()).isEqualTo(Severity.BROKEN);
    assertThat(told.what()).contains("wan1 has 203.0.113.7, but the Internet sees 198.51.100.9");
  }

  @Test
  void one_translation_is_no_trouble_for_detected_and_wrong_for_outgoing() {
    Symptom[] found = {
      right(WAN1, PRIVATE), says("a", "203.0.113.9", PRIVATE), says("b", "203.0.113.9", PRIVATE)
    };
    assertThat(of(Mode.SINGLE, false, found)).isEmpty();
    assertThat(only(of(Mode.SINGLE, true, found)).name()).isEqualTo("address not public");
  }

  // --- somebody between -------------------------------------------------------------------------

  @Test
  void redirect_to_somewhere_else_is_a_captive_portal_and_nothing_more() {
    Diagnosis told =
        only(
            of(
                right(WAN1, OWN),
                probed(WAN1, false, true),
                said("a.example.org", "https", new Heard.Nothing("untrusted"), OWN),
                web("a.example.org", true, new Reply.BadCertificate(Flaw.NOT_TRUSTED)),
                web(
                    "a.example.org",
                    false,
                    new Reply.Strange(302, Optional.of("login.example.net"))),
                new Symptom.Resolver("192.0.2.53", Optional.of("no reply")),
                new Symptom.ProviderHost(WAN1, "provider.example", Optional.of("untrusted"))));
    assertThat(told.name()).isEqualTo("captive portal");
    assertThat(told.what()).contains("a.example.org sends us to login.example.net");
  }

  @Test
  void one_reflector_that_became_a_web_page_is_no_portal_while_another_answers() {
    assertThat(
            of(
                says("b.example.org", "203.0.113.7", OWN),
                web("a.example.org", true, new Reply.Strange(200, Optional.empty())),
                web("b.example.org", true, new Reply.Fine())))
        .isEmpty();
  }

  @Test
  void certificates_that_nobody_trusts_are_intercepted_tls_unless_others_are_right() {
    var forged = web("a.example.org", true, new Reply.BadCertificate(Flaw.NOT_TRUSTED));
    var silent = said("a.example.org", "https", new Heard.Nothing("untrusted"), OWN);
    assertThat(only(of(silent, forged)).name()).isEqualTo("intercepted TLS");
    assertThat(only(of(silent, forged, web("b", true, new Reply.Fine()))).name())
        .isEqualTo("certificate not trusted");
  }

  @Test
  void sources_that_disagree_are_told_with_who_said_what() {
    Diagnosis told = only(of(says("a", "203.0.113.7", OWN), says("b", "203.0.113.8", OWN)));
    assertThat(told.name()).isEqualTo("address sources disagree");
    assertThat(told.severity()).isEqualTo(Severity.BROKEN);
    assertThat(told.what()).contains("a says 203.0.113.7; b says 203.0.113.8");
    Diagnosis liar =
        only(
            of(
                says("a", "203.0.113.7", OWN),
                says("b", "203.0.113.8", OWN),
                says("c", "203.0.113.7", OWN)));
    assertThat(liar.severity()).as("two agree").isEqualTo(Severity.WARNING);
  }

  @Test
  void silence_of_all_sources_matters_only_to_whoever_detects() {
    Symptom[] found = {
      right(WAN1, OWN),
      probed(WAN1, false, true),
      said("a.example.org", "https", new Heard.Silent("no connection"), OWN)
    };
    assertThat(only(of(Mode.SINGLE, false, found)).name()).isEqualTo("no address source answers");
    assertThat(of(Mode.SINGLE, true, found)).isEmpty();
  }

  // --- DNS ---------------------------------------------------------------------------------------

  /** A machine whose line works, with this besides. */
  private static List<Diagnosis> online(Symptom... more) {
    var all = new ArrayList<Symptom>(List.of(right(WAN1, OWN), probed(WAN1, false, true)));
    all.addAll(List.of(more));
    return Diagnoses.of(setting(Mode.FAILOVER, true), all);
  }

  @Test
  void resolver_that_is_dead_is_broken_if_it_is_the_last() {
    var dead = new Symptom.Resolver("192.0.2.53", Optional.of("no reply within 2 s"));
    var live = new Symptom.Resolver("192.0.2.54", Optional.empty());
    assertThat(only(online(dead)).severity()).isEqualTo(Severity.BROKEN);
    assertThat(only(online(dead, live)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(online(new Symptom.NoResolver())).name()).isEqualTo("no resolver");
  }

  @Test
  void answers_from_nobody_and_for_nobody_are_a_hijack() {
    assertThat(only(online(new Symptom.Intercepted("an answer came"))).name())
        .isEqualTo("DNS hijack");
    assertThat(only(online(new Symptom.Invented("192.0.2.53", List.of(HOST)))).name())
        .isEqualTo("NXDOMAIN rewritten");
  }

  @Test
  void special_ranges_for_a_public_name_are_told() {
    var blocked =
        new Symptom.Resolved("192.0.2.53", "provider.example", List.of(IpAddress.of("0.0.0.0")));
    Diagnosis told = only(online(blocked));
    assertThat(told.name()).isEqualTo("name server answers with special ranges");
    assertThat(told.what()).contains("provider.example is 0.0.0.0");
  }

  @Test
  void name_server_that_says_something_else_is_broken_after_some_minutes() {
    Diagnosis old =
        only(
            online(new Symptom.NameSays("h", "ns1", List.of(OWN), List.of(), Duration.ofHours(1))));
    Diagnosis fresh =
        only(
            online(
                new Symptom.NameSays(
                    "h", "ns1", List.of(OWN), List.of(HOST), Duration.ofSeconds(9))));
    assertThat(old.severity()).isEqualTo(Severity.BROKEN);
    assertThat(old.what()).contains("ns1 says that h is nothing, but 203.0.113.7 was published");
    assertThat(fresh.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void provider_that_only_one_living_uplink_cannot_reach_is_told_with_the_uplink() {
    Diagnosis told =
        only(online(new Symptom.ProviderHost(WAN1, "provider.example", Optional.of("refused"))));
    assertThat(told.what())
        .contains("provider.example cannot be reached by the uplink wan1 (IPv4): refused");
  }

  // --- this machine ------------------------------------------------------------------------------

  @Test
  void clock_of_1970_is_wrong_and_so_is_one_that_others_contradict() {
    assertThat(only(of(new Symptom.Clock(Instant.EPOCH))).what()).contains("1970-01-01");
    assertThat(only(of(new Symptom.ClockDiffers("a", Duration.ofDays(-30)))).what())
        .contains("30 days behind");
    assertThat(only(of(new Symptom.ClockDiffers("a", Duration.ofHours(1)))).severity())
        .isEqualTo(Severity.WARNING);
    assertThat(only(of(web("a", true, new Reply.BadCertificate(Flaw.NOT_YET_VALID)))).name())
        .isEqualTo("clock wrong");
  }

  @ParameterizedTest
  @EnumSource
  void state_folder_in_trouble_is_told_with_its_path(Trouble trouble) {
    assertThat(only(of(new Symptom.StateFolder("/var/lib/x", trouble))).what())
        .contains("/var/lib/x");
  }

  @Test
  void other_program_counts_if_it_has_our_names_or_hides_what_it_has() {
    assertThat(of(new Symptom.OtherProgram("ddclient", 42, Optional.of(List.of())))).isEmpty();
    assertThat(only(of(new Symptom.OtherProgram("ddclient", 42, Optional.empty()))).severity())
        .isEqualTo(Severity.WARNING);
    Diagnosis told =
        only(of(new Symptom.OtherProgram("inadyn", 42, Optional.of(List.of("home.example.org")))));
    assertThat(told.severity()).isEqualTo(Severity.BROKEN);
    assertThat(told.what()).contains("inadyn (process 42) updates home.example.org too");
  }

  @Test
  void ping_that_is_not_permitted_is_told_with_the_sysctl() {
    assertThat(only(of(new Symptom.PingsForbidden("EACCES"))).remedy())
        .contains("net.ipv4.ping_group_range");
    assertThat(only(of(new Symptom.TyingForbidden("wan1", "EPERM"))).what())
        .contains("SO_BINDTODEVICE");
  }

  @Test
  void mistakes_and_blocks_are_told_with_the_way_out() {
    assertThat(
            only(of(new Symptom.Mistake("agent.yaml:3:1: no such key. Remove it.", false))).what())
        .contains("agent.yaml:3:1");
    assertThat(only(of(new Symptom.Blocked("h", "badauth", "correct the password"))).remedy())
        .contains("correct the password")
        .contains("homeport-agent unblock h");
  }
}
