package homeport.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final IpAddress A = IpAddress.of("192.0.2.1");
  private static final IpAddress B = IpAddress.of("198.51.100.1");
  private static final IpAddress C = IpAddress.of("203.0.113.1");
  private static final Heard SILENT = new Heard.Silent("refused");
  private static final Heard PORTAL = new Heard.Nothing("a web page");

  private static final Witness WEB_1 = new Witness("web1", "one.example", "https", false);
  private static final Witness WEB_2 = new Witness("web2", "two.example", "https", false);
  private static final Witness WEB_3 = new Witness("web3", "three.example", "https", false);
  private static final Witness DNS_1 = new Witness("dns1", "one.example", "dns", false);
  private static final Witness DNS_4 = new Witness("dns4", "four.example", "dns", false);
  private static final Witness STUN_5 = new Witness("stun5", "five.example", "stun", false);
  private static final Witness FILE = new Witness("file", "file", "local", true);
  private static final Witness COMMAND = new Witness("command", "command", "local", true);
  private static final List<Witness> WEB = List.of(WEB_1, WEB_2, WEB_3);
  private static final List<Witness> MANY = List.of(WEB_1, WEB_2, WEB_3, DNS_1, DNS_4, STUN_5);

  /** A whole round: asks as it is told to, and hears what each says. */
  private record Round(Map<Witness, Heard> world, Consensus consensus, List<Witness> asked) {

    static Round of(Map<Witness, Heard> world, List<Witness> panel, IpAddress... known) {
      var consensus = new Consensus(panel, List.of(known).stream().findFirst());
      return new Round(world, consensus, new ArrayList<>());
    }

    Ruling ends() {
      return ends(Optional.empty(), NOON);
    }

    Ruling ends(Optional<Ruling.Claim> before, Instant now) {
      var votes = new ArrayList<Vote>();
      while (true) {
        Ruling ruling = consensus.after(votes, Set.of(), before, now);
        if (!(ruling instanceof Ruling.AskMore(var next))) {
          return ruling;
        }
        assertThat(next).hasSizeBetween(1, 2);
        asked.addAll(next);
        next.forEach(each -> votes.add(new Vote(each, world.getOrDefault(each, SILENT))));
      }
    }
  }

  private static Heard says(IpAddress address) {
    return new Heard.Address(address);
  }

  private static Ruling.Agreed agreed(IpAddress address) {
    return new Ruling.Agreed(address, List.of());
  }

  private static Map<Witness, Heard> all(List<Witness> witnesses, Heard heard) {
    var world = new HashMap<Witness, Heard>();
    witnesses.forEach(each -> world.put(each, heard));
    return world;
  }

  // --- promises about liars ----------------------------------------------------------------------

  @Property
  void one_liar_among_three_never_changes_the_answer(
      @ForAll("orders") List<Witness> order,
      @ForAll("heard") Heard lie,
      @ForAll boolean known,
      @ForAll("index") int liar) {
    var three = order.stream().filter(w -> !w.equals(DNS_1)).limit(3).toList();
    var world = all(three, says(A));
    world.put(three.get(liar), lie);

    Ruling ruling = (known ? Round.of(world, three, A) : Round.of(world, three)).ends();

    assertThat(ruling)
        .isInstanceOfSatisfying(Ruling.Agreed.class, r -> assertThat(r.address()).isEqualTo(A));
  }

  @Property
  void one_liar_never_moves_a_known_address_whatever_the_others_do(
      @ForAll("orders") List<Witness> order,
      @ForAll("worlds") List<Heard> truth,
      @ForAll("index") int liar) {
    // The others tell the truth, or nothing; somebody is heard besides the liar.
    var world = new HashMap<Witness, Heard>();
    for (int i = 0; i < order.size(); i++) {
      world.put(order.get(i), truth.get(i));
    }
    world.put(order.get(liar), says(B));
    boolean somebodyElse =
        order.stream().anyMatch(w -> !w.equals(order.get(liar)) && !world.get(w).equals(SILENT));

    Ruling ruling =
        Round.of(world, order, A)
            .ends(Optional.of(new Ruling.Claim(B, NOON.minusSeconds(3600))), NOON);

    if (somebodyElse) {
      assertThat(ruling).isNotEqualTo(agreed(B));
    }
  }

  @Property
  void not_knowing_never_becomes_a_value(
      @ForAll("orders") List<Witness> order,
      @ForAll("nothings") List<Heard> said,
      @ForAll boolean known) {
    var world = new HashMap<Witness, Heard>();
    for (int i = 0; i < order.size(); i++) {
      world.put(order.get(i), said.get(i));
    }
    Ruling ruling =
        (known ? Round.of(world, order, A) : Round.of(world, order))
            .ends(Optional.of(new Ruling.Claim(B, NOON.minusSeconds(3600))), NOON);

    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.Undecided.class,
            undecided -> {
              assertThat(undecided.why()).startsWith("no address source knows: ");
              assertThat(undecided.claim()).isEmpty();
            });
  }

  @Property
  void every_round_ends_and_asks_nobody_twice(
      @ForAll("orders") List<Witness> order,
      @ForAll("anything") List<Heard> said,
      @ForAll boolean known) {
    var world = new HashMap<Witness, Heard>();
    for (int i = 0; i < order.size(); i++) {
      world.put(order.get(i), said.get(i));
    }
    Round round = known ? Round.of(world, order, A) : Round.of(world, order);

    Ruling ruling = round.ends();

    assertThat(round.asked()).doesNotHaveDuplicates();
    if (ruling instanceof Ruling.Agreed(var address, _)) {
      long behind =
          round.asked().stream()
              .filter(w -> world.get(w).equals(says(address)))
              .map(Witness::operator)
              .distinct()
              .count();
      assertThat(behind).isGreaterThanOrEqualTo(known && address.equals(A) ? 1 : 2);
    }
  }

  @Property
  void the_same_votes_in_another_order_have_the_same_ruling(
      @ForAll("anything") List<Heard> said, @ForAll Random random, @ForAll boolean known) {
    var votes = new ArrayList<Vote>();
    for (int i = 0; i < MANY.size(); i++) {
      votes.add(new Vote(MANY.get(i), said.get(i)));
    }
    var consensus = new Consensus(MANY, known ? Optional.of(A) : Optional.empty());
    Ruling ruling = consensus.after(votes, Set.of(), Optional.empty(), NOON);
    java.util.Collections.shuffle(votes, random);

    assertThat(consensus.after(votes, Set.of(), Optional.empty(), NOON)).isEqualTo(ruling);
  }

  // --- examples ----------------------------------------------------------------------------------

  @Test
  void two_operators_that_agree_are_enough_and_only_they_are_asked() {
    Round round = Round.of(all(MANY, says(A)), MANY);
    assertThat(round.ends()).isEqualTo(agreed(A));
    assertThat(round.asked()).containsExactly(WEB_1, DNS_4); // another way of knowing, at once
  }

  @Test
  void two_servers_of_one_operator_are_one_voice() {
    var world = all(List.of(WEB_1, DNS_1), says(B));
    world.putAll(all(List.of(WEB_2, STUN_5), says(A)));
    assertThat(Round.of(world, List.of(WEB_1, DNS_1, WEB_2, STUN_5)).ends())
        .isInstanceOfSatisfying(
            Ruling.Agreed.class, agreed -> assertThat(agreed.address()).isEqualTo(A));
  }

  @Test
  void an_unlikely_change_needs_two_ways_of_knowing() {
    // A transparent proxy: every web server sees B, everybody else the known address.
    var world = all(WEB, says(B));
    world.putAll(all(List.of(DNS_4, STUN_5), says(A)));
    assertThat(Round.of(world, MANY, A).ends()).isInstanceOf(Ruling.Undecided.class);

    world.put(STUN_5, says(B));
    assertThat(Round.of(world, MANY, A).ends())
        .isEqualTo(new Ruling.Agreed(B, List.of(new Vote(DNS_4, says(A)))));
  }

  @Test
  void where_only_one_way_is_configured_two_operators_are_enough() {
    assertThat(Round.of(all(WEB, says(B)), WEB, A).ends()).isEqualTo(agreed(B));
  }

  @Test
  void where_the_other_ways_are_shut_a_change_waits_a_minute() {
    var world = all(WEB, says(B)); // UDP is blocked
    Ruling first = Round.of(world, MANY, A).ends();
    assertThat(first).isInstanceOf(Ruling.Undecided.class);
    var claim = ((Ruling.Undecided) first).claim();
    assertThat(claim).contains(new Ruling.Claim(B, NOON));
    assertThat(Round.of(world, MANY, A).ends(claim, NOON.plusSeconds(59))).isEqualTo(first);
    assertThat(Round.of(world, MANY, A).ends(claim, NOON.plusSeconds(60))).isEqualTo(agreed(B));
  }

  @Test
  void a_b_a_of_one_source_changes_nothing() {
    Instant now = NOON;
    Optional<Ruling.Claim> claim = Optional.empty();
    for (IpAddress flapping : List.of(A, B, A, B, B, A)) {
      var world = all(MANY, says(A));
      world.put(WEB_1, says(flapping));
      assertThat(Round.of(world, MANY, A).ends(claim, now))
          .isInstanceOfSatisfying(Ruling.Agreed.class, r -> assertThat(r.address()).isEqualTo(A));
      now = now.plus(Duration.ofMinutes(5));
    }
  }

  @Test
  void two_that_disagree_are_told_in_words_and_believed_by_nobody() {
    var two = List.of(WEB_1, STUN_5);
    var world = Map.of(WEB_1, says(A), STUN_5, says(B));
    assertThat(Round.of(world, two).ends())
        .isEqualTo(
            new Ruling.Undecided(
                "the address sources disagree: 192.0.2.1 says web1; 198.51.100.1 says stun5",
                Optional.empty()));
  }

  @Test
  void two_camps_as_large_as_it_takes_leave_it_undecided() {
    var world = all(List.of(WEB_1, STUN_5), says(A));
    world.putAll(all(List.of(WEB_2, DNS_4), says(B)));
    var votes = new ArrayList<Vote>();
    world.forEach((witness, heard) -> votes.add(new Vote(witness, heard)));
    var panel = List.of(WEB_1, STUN_5, WEB_2, DNS_4);
    assertThat(
            new Consensus(panel, Optional.empty()).after(votes, Set.of(), Optional.empty(), NOON))
        .isInstanceOf(Ruling.Undecided.class);
  }

  @Test
  void one_voice_confirms_what_is_known() {
    var world = all(MANY, SILENT);
    world.put(DNS_4, says(A));
    Round round = Round.of(world, MANY, A);
    assertThat(round.ends()).isEqualTo(agreed(A));
    assertThat(round.asked()).containsExactly(WEB_1, DNS_4);
  }

  @Test
  void a_quick_confirmation_does_not_shut_out_who_is_still_under_way() {
    var consensus = new Consensus(MANY, Optional.of(A));
    var vote = List.of(new Vote(WEB_1, says(A)));
    assertThat(consensus.after(vote, Set.of(DNS_4), Optional.empty(), NOON))
        .isInstanceOf(Ruling.AskMore.class);
    assertThat(consensus.after(vote, Set.of(), Optional.empty(), NOON)).isEqualTo(agreed(A));
  }

  @Test
  void a_lone_voice_counts_when_it_was_repeated_for_a_minute_and_all_others_are_silent() {
    var world = all(WEB, SILENT);
    world.put(WEB_2, says(C));
    Ruling first = Round.of(world, WEB).ends();
    assertThat(first)
        .isEqualTo(
            new Ruling.Undecided(
                "not enough address sources agree: 203.0.113.1 says web2; the others: "
                    + "web1 (https): refused; web3 (https): refused; "
                    + "believed if it stays so for a minute",
                Optional.of(new Ruling.Claim(C, NOON))));
    var claim = ((Ruling.Undecided) first).claim();
    assertThat(Round.of(world, WEB).ends(claim, NOON.plusSeconds(61))).isEqualTo(agreed(C));
  }

  @Test
  void a_lone_voice_that_changes_its_word_begins_again() {
    var world = all(WEB, SILENT);
    world.put(WEB_2, says(C));
    var claim = Optional.of(new Ruling.Claim(B, NOON.minusSeconds(600)));
    assertThat(Round.of(world, WEB).ends(claim, NOON))
        .isInstanceOfSatisfying(
            Ruling.Undecided.class, u -> assertThat(u.claim()).contains(new Ruling.Claim(C, NOON)));
  }

  @Test
  void behind_a_portal_a_lone_voice_never_counts() {
    var world = all(WEB, PORTAL);
    world.put(WEB_2, says(C));
    var claim = Optional.of(new Ruling.Claim(C, NOON.minusSeconds(600)));
    assertThat(Round.of(world, WEB).ends(claim, NOON))
        .isInstanceOfSatisfying(Ruling.Undecided.class, u -> assertThat(u.claim()).isEmpty());
  }

  @Test
  void whoever_is_configured_alone_is_believed_alone() {
    assertThat(Round.of(Map.of(WEB_1, says(A)), List.of(WEB_1)).ends()).isEqualTo(agreed(A));
    assertThat(Round.of(Map.of(FILE, says(A)), List.of(FILE), B).ends()).isEqualTo(agreed(A));
  }

  @Test
  void local_sources_need_no_quorum_but_must_not_contradict_each_other() {
    var local = List.of(FILE, COMMAND);
    assertThat(Round.of(Map.of(COMMAND, says(A)), local, B).ends()).isEqualTo(agreed(A));
    assertThat(Round.of(Map.of(FILE, says(B), COMMAND, says(A)), local).ends())
        .isInstanceOf(Ruling.Undecided.class);
  }

  @Test
  void of_two_configured_both_must_agree_and_one_waits_while_the_other_is_silent() {
    var two = List.of(WEB_1, WEB_2);
    assertThat(Round.of(all(two, says(A)), two).ends()).isEqualTo(agreed(A));
    assertThat(Round.of(Map.of(WEB_1, says(A)), two).ends()).isInstanceOf(Ruling.Undecided.class);
  }

  // --- chance ------------------------------------------------------------------------------------

  @Provide
  Arbitrary<List<Witness>> orders() {
    return Arbitraries.shuffle(MANY);
  }

  @Provide
  Arbitrary<Integer> index() {
    return Arbitraries.integers().between(0, 2);
  }

  @Provide
  Arbitrary<Heard> heard() {
    return Arbitraries.of(says(A), says(B), says(C), SILENT, PORTAL);
  }

  @Provide
  Arbitrary<List<Heard>> anything() {
    return heard().list().ofSize(MANY.size());
  }

  @Provide
  Arbitrary<List<Heard>> worlds() {
    return Arbitraries.of(says(A), SILENT, PORTAL).list().ofSize(MANY.size());
  }

  @Provide
  Arbitrary<List<Heard>> nothings() {
    return Arbitraries.of(SILENT, PORTAL).list().ofSize(MANY.size());
  }
}
