package homeport.agent.sim;

import homeport.agent.plan.Published;
import homeport.agent.sim.Settings.Item;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ten rules but the eighth, which is the server's; each by its number. */
final class Rules {
  private Rules() {}

  static List<Rule> all() {
    return List.of(
        new OnlyWhatIsOurs(), // What nobody configured breaks this one, and not the others.
        new NotKnowingIsAValue(),
        new FailureIsNoSuccess(),
        new NobodyDelaysAnother(),
        new SteadyWaits(),
        new RefusalBlocks(),
        new NoNeedlessUpdate(),
        new SecretsStay(),
        new NewestAddressWins());
  }

  /** Only an address that the agent saw just now is ever sent; never none, never a blank. */
  private record NotKnowingIsAValue() implements Rule {
    private static final long ROUND = Duration.ofSeconds(15).toNanos();

    @Override
    public int number() {
      return 1;
    }

    @Override
    public String promise() {
      return "not knowing is a value";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      if (asked.parsed().isEmpty() || asked.parsed().size() != asked.addresses().size()) {
        life.broken(this, asked + " names no address");
      }
      for (Item item : Chronicle.items(asked)) {
        Known known = life.known(item);
        IpAddress address = Chronicle.address(asked, item.family());
        boolean isSo = known.any || known.may.contains(address);
        boolean justWas =
            known.wantedUntil.getOrDefault(address, Long.MIN_VALUE / 2) > life.now() - ROUND;
        if (!isSo && !justWas && !life.wasConfigured(item)) {
          life.broken(this, asked + " while " + item + " should be one of " + known.may);
        }
      }
    }
  }

  /** What is believed was acknowledged or seen; what was acknowledged is believed. */
  private record FailureIsNoSuccess() implements Rule {
    @Override
    public int number() {
      return 2;
    }

    @Override
    public String promise() {
      return "a failure is never remembered as a success, and a success is";
    }

    @Override
    public void look(Chronicle life, Item item) {
      if (life.bootedAt.isEmpty() || life.isBusy(item.provider())) {
        return;
      }
      Known known = life.known(item);
      if (life.belief(item) instanceof Published.Known(var addresses, _, _)
          && !known.told.containsAll(addresses)) {
        life.broken(this, item + " is believed to be " + addresses + ", which nobody said");
      }
      boolean settled = known.acknowledgedAt < life.now() - Duration.ofMillis(900).toNanos();
      IpAddress acknowledged = known.acknowledged;
      if (acknowledged != null
          && settled
          && !known.forgotten
          && !known.loose
          && life.belief(item) instanceof Published.Known(var addresses, _, _)
          && !addresses.equals(List.of(acknowledged))) {
        life.broken(this, item + " was acknowledged, and is forgotten: " + life.belief(item));
      }
    }

    @Override
    public void peace(Chronicle life) {
      life.settings.items().forEach(item -> look(life, item));
    }
  }

  /** No provider holds up another, and nothing ends the process. */
  private record NobodyDelaysAnother() implements Rule {
    @Override
    public int number() {
      return 3;
    }

    @Override
    public String promise() {
      return "nobody delays or stops another";
    }

    @Override
    public void said(Chronicle life, String line) {
      if (line.contains("fault of this program")) {
        life.broken(this, line);
      }
    }

    @Override
    public void look(Chronicle life, Item item) {
      if (isLate(life, item) && life.isAnyOtherBusy(item.provider())) {
        life.broken(this, late(life, item) + " while another provider is waited for");
      }
    }
  }

  private static boolean isLate(Chronicle life, Item item) {
    return Duties.due(life, item).filter(due -> due <= life.now()).isPresent();
  }

  private static String late(Chronicle life, Item item) {
    return item
        + " is "
        + life.record(item).map(IpAddress::toString).orElse("nothing")
        + " and should long be "
        + life.known(item).wanted.map(IpAddress::toString).orElse("?")
        + "; the agent believes "
        + life.belief(item);
  }

  /** The newest address is sent the moment that nothing forbids it; no stated wait is cut short. */
  private record NewestAddressWins() implements Rule {
    @Override
    public int number() {
      return 4;
    }

    @Override
    public String promise() {
      return "the newest address wins";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      early(life, asked, life.clockSetAt, false).ifPresent(what -> life.broken(this, what));
    }

    @Override
    public void look(Chronicle life, Item item) {
      if (isLate(life, item)) {
        life.broken(this, late(life, item));
      }
    }

    @Override
    public void leaving(Chronicle life, String line, AddressFamily family) {
      if (life.mustNotLeaveBy(line, family)) {
        life.broken(this, "a request leaves by " + line + ", which is dead, and another lives");
      }
    }

    @Override
    public void peace(Chronicle life) {
      if (life.bootedAt.isEmpty()) {
        life.broken(this, "in peace no agent runs");
      }
      for (Item item : life.settings.items()) {
        Prospects.Aim aim = life.truth(item);
        boolean right = life.record(item).equals(aim.wanted());
        if (!right && !Duties.isHiddenByOldMemory(life, item)) {
          life.broken(this, "in peace, with " + aim + ": " + late(life, item));
        }
      }
    }
  }

  /** A request within a wait that the provider stated. */
  private static Optional<String> early(
      Chronicle life, Asked asked, long clockSetAt, boolean afterJump) {
    for (Item item : Chronicle.items(asked)) {
      for (Verdict.Reach reach : Verdict.Reach.values()) {
        Held held = life.held(reach, item);
        // A request that was on its way when the answer came is none of this.
        boolean known = held.statedAt < life.now() - Duration.ofSeconds(1).toNanos();
        if (known && held.notBefore > life.now() && afterJump == clockSetAt > held.statedAt) {
          return Optional.of(
              asked
                  + " came "
                  + Duration.ofNanos(held.notBefore - life.now())
                  + " before the end of a wait that "
                  + item.provider()
                  + " stated");
        }
      }
    }
    return Optional.empty();
  }

  /** No request with refused settings. */
  private record RefusalBlocks() implements Rule {
    @Override
    public int number() {
      return 5;
    }

    @Override
    public String promise() {
      return "a refusal blocks until somebody acts";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      for (Item item : Chronicle.items(asked)) {
        Optional<Verdict.Reach> by = life.refusing(item);
        if (by.isPresent()
            && !life.held(by.get(), item).uncertain
            && life.held(by.get(), item).refusedAt < life.now() - Duration.ofSeconds(1).toNanos()) {
          life.broken(this, asked + " although the same settings were refused, " + by.get());
        }
      }
    }
  }

  private static final Duration REFRESH = Duration.ofDays(27).minusHours(1);
  private static final Set<String> REFRESHED = Set.of("dyndns", "noip");

  /** What is acknowledged, not due for a refresh, not forgotten, and nobody asked for it. */
  private static boolean isNeedless(Chronicle life, Asked asked, Item item) {
    Known known = life.known(item);
    boolean refresh =
        REFRESHED.contains(item.provider())
            && (known.loose || known.acknowledgedAt < life.now() - REFRESH.toNanos());
    return Chronicle.address(asked, item.family()).equals(known.acknowledged)
        && !refresh
        // A wish that had to wait is about every family of its name, also about one sent meanwhile.
        && known.askedAt < known.acknowledgedSentAt - Duration.ofDays(1).toNanos()
        && !known.forgotten;
  }

  /** What the provider has is not sent again. */
  private record NoNeedlessUpdate() implements Rule {
    @Override
    public int number() {
      return 6;
    }

    @Override
    public String promise() {
      return "no needless update";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      for (Item item : Chronicle.items(asked)) {
        if (isNeedless(life, asked, item)) {
          life.broken(this, asked + " although the provider said that it has that");
        }
      }
    }
  }

  /** Only names, families and parameters that the user wrote. */
  private record OnlyWhatIsOurs() implements Rule {
    @Override
    public int number() {
      return 7;
    }

    @Override
    public String promise() {
      return "what we do not own we do not touch";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      if (!Set.of("hostname", "myip").containsAll(asked.parameters())) {
        life.broken(this, asked + " has more in it: " + asked.parameters());
      }
      for (Item item : Chronicle.items(asked)) {
        if (!life.isConfigured(item) && !life.wasConfigured(item)) {
          life.broken(this, asked + " although nobody configured " + item);
        }
      }
    }
  }

  /** No password in what people can read. */
  private record SecretsStay() implements Rule {
    @Override
    public int number() {
      return 9;
    }

    @Override
    public String promise() {
      return "secrets do not leak";
    }

    @Override
    public void said(Chronicle life, String line) {
      if (Settings.isSecretIn(line)) {
        life.broken(
            this, "a password stands in: " + line.substring(0, Math.min(200, line.length())));
      }
    }
  }

  /** A jump of the wall clock changes no wait. */
  private record SteadyWaits() implements Rule {
    private static final long RECENT = Duration.ofHours(3).toNanos();

    @Override
    public int number() {
      return 10;
    }

    @Override
    public String promise() {
      return "waits use a steady clock";
    }

    @Override
    public void sent(Chronicle life, Asked asked) {
      early(life, asked, life.clockSetAt, true)
          .ifPresent(what -> life.broken(this, what + ", after the clock was set"));
      for (Item item : Chronicle.items(asked)) {
        boolean jumped = life.clockSetAt > life.known(item).acknowledgedAt;
        if (jumped && isNeedless(life, asked, item)) {
          life.broken(this, asked + " before it is due, after the clock was set");
        }
      }
    }

    @Override
    public void look(Chronicle life, Item item) {
      if (life.clockSetAt > life.now() - RECENT && isLate(life, item)) {
        life.broken(this, late(life, item) + ", after the clock was set");
      }
    }
  }
}
