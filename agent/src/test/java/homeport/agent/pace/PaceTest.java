package homeport.agent.pace;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Account;
import homeport.agent.plan.Change;
import homeport.agent.plan.Key;
import homeport.agent.plan.Outcome;
import homeport.agent.plan.Outcome.Refusal;
import homeport.agent.plan.Outcome.Trouble;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Account ALICE = new Account("noip", "alice");
  private static final Target HOME = new Target(ALICE, "home.example.org");
  private static final Target OFFICE = new Target(ALICE, "office.example.org");
  private static final Target FOREIGN =
      new Target(new Account("dyndns", "bob"), "shop.example.net");
  private static final Policy FIVE_MINUTES =
      new Policy(Duration.ofMinutes(5), Optional.of(Duration.ofDays(28)));
  private static final Policy NO_SPACING = new Policy(Duration.ZERO, Optional.empty());
  private static final Outcome.Applied GOOD =
      new Outcome.Applied(true, Optional.empty(), "good 192.0.2.1");
  private static final Outcome.Applied NOCHG =
      new Outcome.Applied(false, Optional.empty(), "nochg 192.0.2.1");

  private final Map<Subject, Standing> standings = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private Policy policy = NO_SPACING;

  private static Change put(Target target, String address) {
    return put(target, address, Change.Cause.CHANGED);
  }

  private static Change put(Target target, String address, Change.Cause cause) {
    return new Change.Put(
        new Key(target, AddressFamily.IPV4), List.of(IpAddress.of(address)), cause);
  }

  private Standing standing(Subject subject) {
    return standings.getOrDefault(subject, Standing.GOOD);
  }

  private Verdict judge(Change change) {
    return Pace.judge(change, policy, this::standing, now);
  }

  private void ended(Change change, Outcome outcome) {
    var ended = new LinkedHashMap<Change, Outcome>();
    ended.put(change, outcome);
    ended(ended);
  }

  private void ended(Map<Change, Outcome> ended) {
    standings.putAll(
        Pace.after(ended, _ -> policy, this::standing, _ -> "settings", now, now, random));
  }

  private static Outcome refused(Refusal why, Scope scope) {
    return new Outcome.Refused(why, scope, "no");
  }

  private static Outcome fault(Optional<Duration> after, Scope scope) {
    return new Outcome.Deferred(after, Trouble.SERVER_FAULT, scope, "911");
  }

  @Test
  void a_first_change_goes_out_at_once() {
    assertThat(judge(put(HOME, "192.0.2.1"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void a_refusal_blocks_for_ever_whatever_the_address() {
    ended(put(HOME, "192.0.2.1"), refused(Refusal.HOST_NOT_FOUND, Scope.HOST));
    now = now.plus(Duration.ofDays(3650));

    assertThat(judge(put(HOME, "192.0.2.2"))).isInstanceOf(Verdict.Blocked.class);
    assertThat(judge(put(OFFICE, "192.0.2.2"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void a_wrong_password_blocks_the_account_and_nobody_else() {
    ended(put(HOME, "192.0.2.1"), refused(Refusal.CREDENTIALS, Scope.ACCOUNT));

    assertThat(judge(put(OFFICE, "192.0.2.1"))).isInstanceOf(Verdict.Blocked.class);
    assertThat(judge(put(FOREIGN, "192.0.2.1"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void a_newer_address_overrides_our_own_backoff() {
    ended(put(HOME, "192.0.2.1"), fault(Optional.empty(), Scope.PROVIDER));

    assertThat(judge(put(HOME, "192.0.2.1"))).isInstanceOf(Verdict.Wait.class);
    assertThat(judge(put(HOME, "192.0.2.2"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void a_newer_address_waits_for_the_end_of_a_wait_that_the_provider_stated() {
    ended(put(HOME, "192.0.2.1"), fault(Optional.of(Duration.ofMinutes(30)), Scope.PROVIDER));

    assertThat(judge(put(HOME, "192.0.2.2")))
        .isInstanceOfSatisfying(
            Verdict.Wait.class,
            wait -> assertThat(wait.until()).isEqualTo(now.plus(Duration.ofMinutes(30))));
    now = now.plus(Duration.ofMinutes(30));
    assertThat(judge(put(HOME, "192.0.2.2"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void the_backoff_grows_and_a_success_ends_it() {
    Duration last = Duration.ZERO;
    for (int i = 0; i < 4; i++) {
      ended(put(HOME, "192.0.2.1"), fault(Optional.empty(), Scope.HOST));
      Duration wait = standing(new Subject.OfHost(HOME)).pause().orElseThrow().full();
      assertThat(wait).isGreaterThan(last);
      last = wait;
    }
    assertThat(last).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(10));

    ended(put(HOME, "192.0.2.1"), GOOD);

    assertThat(standing(new Subject.OfHost(HOME)).pause()).isEmpty();
    assertThat(standing(new Subject.OfHost(HOME)).failures()).isZero();
  }

  @Test
  void an_unreachable_provider_is_tried_again_within_seconds() {
    for (int i = 0; i < 50; i++) {
      ended(
          put(HOME, "192.0.2.1"),
          new Outcome.Deferred(Optional.empty(), Trouble.NETWORK, Scope.PROVIDER, "refused"));
    }

    assertThat(standing(new Subject.OfProvider("noip")).pause().orElseThrow().full())
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
  }

  @Test
  void a_failover_and_the_fail_back_a_minute_later_both_go_out_at_once() {
    policy = FIVE_MINUTES;
    ended(put(HOME, "192.0.2.1"), GOOD);
    now = now.plusSeconds(600);
    ended(put(HOME, "192.0.2.2"), GOOD);
    now = now.plusSeconds(60);

    assertThat(judge(put(HOME, "192.0.2.1"))).isEqualTo(new Verdict.Go());
  }

  @Property
  void spacing_allows_a_burst_and_then_one_an_interval(
      @ForAll @IntRange(min = 1, max = 600) int stepSeconds) {
    standings.clear();
    policy = FIVE_MINUTES;
    Instant start = now;
    int sent = 0;
    for (int i = 0; i < 200; i++) {
      if (judge(put(HOME, "192.0.2." + i)) instanceof Verdict.Go) {
        ended(put(HOME, "192.0.2." + i), GOOD);
        sent++;
      }
      now = now.plusSeconds(stepSeconds);
    }
    long intervals = Duration.between(start, now).dividedBy(Duration.ofMinutes(5));
    assertThat(sent).isBetween((int) Math.min(3, intervals), (int) intervals + Bucket.BURST);
  }

  @Test
  void when_spacing_holds_a_change_back_the_time_is_told() {
    policy = FIVE_MINUTES;
    for (int i = 1; i <= 3; i++) {
      ended(put(HOME, "192.0.2." + i), GOOD);
    }

    Verdict verdict = judge(put(HOME, "192.0.2.4"));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Wait.class,
            wait -> assertThat(wait.until()).isEqualTo(now.plus(Duration.ofMinutes(5))));
    now = now.plus(Duration.ofMinutes(5));
    assertThat(judge(put(HOME, "192.0.2.4"))).isEqualTo(new Verdict.Go());
  }

  @Test
  void repeated_nochg_blocks_the_host_but_a_refresh_may_repeat() {
    for (int i = 0; i < 10; i++) {
      ended(put(HOME, "192.0.2.1", Change.Cause.REFRESH), NOCHG);
    }
    assertThat(judge(put(HOME, "192.0.2.1"))).isEqualTo(new Verdict.Go());

    for (int i = 0; i < Pace.REPEATS; i++) {
      ended(put(HOME, "192.0.2.1"), NOCHG);
    }
    assertThat(judge(put(HOME, "192.0.2.2")))
        .isInstanceOfSatisfying(
            Verdict.Blocked.class,
            blocked -> assertThat(blocked.block().reason()).isEqualTo(Refusal.REPEATED_NOCHG));
  }

  @Test
  void answers_without_meaning_end_in_a_block() {
    for (int i = 0; i < Pace.RIDDLES; i++) {
      assertThat(judge(put(HOME, "192.0.2." + i))).isNotInstanceOf(Verdict.Blocked.class);
      ended(
          put(HOME, "192.0.2." + i),
          new Outcome.Deferred(
              Optional.empty(), Trouble.UNINTELLIGIBLE, Scope.HOST, "<html>welcome"));
    }
    assertThat(judge(put(HOME, "192.0.2.99"))).isInstanceOf(Verdict.Blocked.class);
  }

  @Test
  void one_request_counts_once_for_an_account_however_many_hosts_it_named() {
    var ended = new LinkedHashMap<Change, Outcome>();
    for (int i = 0; i < 20; i++) {
      ended.put(
          put(new Target(ALICE, "h" + i + ".example.org"), "192.0.2.1"),
          fault(Optional.empty(), Scope.ACCOUNT));
    }
    ended(ended);

    assertThat(standing(new Subject.OfAccount(ALICE)).failures()).isEqualTo(1);
  }

  @Test
  void one_host_refused_beside_a_good_one_leaves_the_good_one_alone() {
    var ended = new LinkedHashMap<Change, Outcome>();
    ended.put(put(HOME, "192.0.2.1"), GOOD);
    ended.put(put(OFFICE, "192.0.2.1"), refused(Refusal.HOST_NOT_FOUND, Scope.HOST));
    ended(ended);

    assertThat(judge(put(HOME, "192.0.2.2"))).isEqualTo(new Verdict.Go());
    assertThat(judge(put(OFFICE, "192.0.2.2"))).isInstanceOf(Verdict.Blocked.class);
  }

  @Test
  void a_refresh_comes_within_the_last_day_of_its_time() {
    policy = FIVE_MINUTES;
    ended(put(HOME, "192.0.2.1"), GOOD);
    Standing home = standing(new Subject.OfHost(HOME));

    assertThat(Pace.refreshDue(home, now.plus(Duration.ofDays(27).minusSeconds(1)))).isFalse();
    assertThat(Pace.refreshDue(home, now.plus(Duration.ofDays(28)))).isTrue();
  }

  @Test
  void forgiving_ends_a_block_and_keeps_the_spacing() {
    policy = FIVE_MINUTES;
    ended(put(HOME, "192.0.2.1"), refused(Refusal.ABUSE, Scope.HOST));
    Subject home = new Subject.OfHost(HOME);

    standings.put(home, standing(home).forgiven());

    assertThat(judge(put(HOME, "192.0.2.1"))).isEqualTo(new Verdict.Go());
    assertThat(standing(home).bucket().orElseThrow().tokens()).isEqualTo(2);
  }
}
