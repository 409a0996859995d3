package homeport.agent.sim;

import homeport.agent.journal.Memory;
import homeport.agent.plan.Account;
import homeport.agent.plan.Key;
import homeport.agent.plan.Published;
import homeport.agent.plan.Target;
import homeport.agent.sim.Settings.HostEntry;
import homeport.agent.sim.Settings.Item;
import homeport.agent.transport.Exchange;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One life as it can be seen from outside: what the agent could know, what it sent and what it was
 * told. The rules look at this, and not at what the agent thinks.
 */
final class Chronicle {
  /** A death so soon after an answer may lose it. */
  private static final long SOON = Duration.ofSeconds(2).toNanos();

  private static final int TOLD = 60;

  /** What a round that is under way still does by an older configuration, or an older look. */
  static final long ROUND = Duration.ofSeconds(45).toNanos();

  final Calendar calendar;
  final Settings settings;
  final Digest digest = new Digest();
  private final List<Rule> rules;
  private final Map<Item, Known> known = new TreeMap<>();
  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<String, Long> lastEnd = new HashMap<>();
  private final Map<Item, Long> removed = new HashMap<>();
  private final Duties duties;
  private final Map<String, Dyndns> providers;
  private Optional<Broken> broken = Optional.empty();
  private @Nullable Memory memory;
  private @Nullable Kernel kernel;
  private @Nullable Prospects prospects;
  private long seenVersion = -1;
  private boolean blind;
  private long requests;
  private final ArrayDeque<String> told = new ArrayDeque<>();

  /** When the process that is alive was ready; nothing while there is none. */
  Optional<Long> bootedAt = Optional.empty();

  long configuredAt;

  /** The machine sleeps, or slept, until then. */
  long awakeAt;

  long clockSetAt = Long.MIN_VALUE / 2;

  /** The disk refused, or lost something, since the last start. */
  boolean diskWasIll;

  Chronicle(Calendar calendar, Settings settings, Map<String, Dyndns> providers, List<Rule> rules) {
    this.calendar = calendar;
    this.settings = settings;
    this.providers = providers;
    this.rules = rules;
    this.duties = new Duties(this);
  }

  void world(Kernel of, Prospects its) {
    kernel = of;
    prospects = its;
  }

  // --- what the rules ask
  // --------------------------------------------------------------------------

  long now() {
    return calendar.now();
  }

  Known known(Item item) {
    return known.computeIfAbsent(item, _ -> new Known());
  }

  Held held(Verdict.Reach reach, Item item) {
    return held(
        switch (reach) {
          case HOST -> item.provider() + " " + item.name();
          case ACCOUNT -> item.provider() + "/alice";
          case PROVIDER -> item.provider();
        });
  }

  private Held held(String subject) {
    return held.computeIfAbsent(subject, _ -> new Held());
  }

  /** The settings behind a subject, as far as a refusal is about them. */
  String settingsOf(Verdict.Reach reach, Item item) {
    String password = settings.password(item.provider());
    return switch (reach) {
      case HOST -> settings.host(item.name()).map(HostEntry::text).orElse("") + password;
      case ACCOUNT -> password;
      case PROVIDER -> "";
    };
  }

  /** Whether these settings were refused, and are still the same. */
  Optional<Verdict.Reach> refusing(Item item) {
    for (Verdict.Reach reach : Verdict.Reach.values()) {
      if (settingsOf(reach, item).equals(held(reach, item).refused)) {
        return Optional.of(reach);
      }
    }
    return Optional.empty();
  }

  boolean isConfigured(Item item) {
    return settings
        .host(item.name())
        .filter(h -> h.provider().equals(item.provider()))
        .filter(h -> h.families().contains(item.family()))
        .isPresent();
  }

  /** Whether it was configured until a moment ago. */
  boolean wasConfigured(Item item) {
    return removed.getOrDefault(item, Long.MIN_VALUE / 2) > now() - ROUND;
  }

  boolean isBusy(String provider) {
    return underWay.getOrDefault(provider, 0) > 0;
  }

  boolean isAnyOtherBusy(String provider) {
    return underWay.entrySet().stream()
        .anyMatch(each -> !each.getKey().equals(provider) && each.getValue() > 0);
  }

  long lastEnd(String provider) {
    return lastEnd.getOrDefault(provider, Long.MIN_VALUE / 2);
  }

  static Duration interval(String provider) {
    return provider.equals("dyndns") ? Duration.ofMinutes(10) : Duration.ofMinutes(5);
  }

  Optional<IpAddress> record(Item item) {
    Dyndns provider = providers.get(item.provider());
    return provider == null ? Optional.empty() : provider.record(item.name(), item.family());
  }

  /** What the agent believes. */
  Published belief(Item item) {
    return memory == null
        ? new Published.Absent()
        : memory.published(
            new Key(new Target(new Account(item.provider(), "alice"), item.name()), item.family()));
  }

  static List<Item> items(Asked asked) {
    var items = new ArrayList<Item>();
    for (String name : asked.names()) {
      for (IpAddress address : asked.parsed()) {
        items.add(new Item(asked.provider(), name, address.family()));
      }
    }
    return items;
  }

  static IpAddress address(Asked asked, AddressFamily family) {
    return asked.parsed().stream().filter(a -> a.family() == family).findFirst().orElseThrow();
  }

  /** What should be published, as far as this machine can know it now. */
  Prospects.Aim truth(Item item) {
    Kernel of = kernel;
    Prospects its = prospects;
    Optional<HostEntry> host = settings.host(item.name());
    return of == null || its == null || of.isSilent() || host.isEmpty()
        ? Prospects.Aim.NONE
        : its.aim(host.get(), item.family());
  }

  /** Since when every way out that the agent can hold for the right one leads somewhere. */
  Optional<Long> leavingSince() {
    Prospects its = prospects;
    return its == null ? Optional.of(0L) : its.leavingSince();
  }

  boolean mustNotLeaveBy(String line, AddressFamily family) {
    Kernel of = kernel;
    Prospects its = prospects;
    return of != null
        && its != null
        && !of.isSilent()
        && hasSeen(of.version())
        && its.mustNotLeaveBy(line, family);
  }

  void broken(Rule rule, String what) {
    if (broken.isEmpty()) {
      broken = Optional.of(new Broken(rule.number(), rule.promise(), what, now()));
    }
  }

  Optional<Broken> broken() {
    return broken;
  }

  long requests() {
    return requests;
  }

  // --- what happens
  // --------------------------------------------------------------------------------

  /** The agent looked at the kernel's state. */
  void looked() {
    Kernel of = kernel;
    long version = of == null ? 0 : of.version() + (settings.version() << 32);
    if (version != seenVersion) {
      seenVersion = version;
      boolean silent = of != null && of.isSilent();
      if (silent || blind) {
        unsettle(now()); // Meanwhile probes were sent as it was before.
      }
      blind = silent;
      Prospects its = prospects;
      if (its != null) {
        its.looked();
        its.changed();
      }
      want();
      lookLater();
    }
  }

  private void want() {
    for (Item item : settings.items()) {
      known(item).want(truth(item), now());
      duties.arm(item);
    }
  }

  /** Beyond the lines something is different, or time passed: other addresses may be right now. */
  void reconsider() {
    Kernel of = kernel;
    Prospects its = prospects;
    if (its != null) {
      its.changed();
    }
    if (bootedAt.isPresent() && of != null && hasSeen(of.version())) {
      want(); // Else its next look does this.
    }
  }

  /** The agent has to find out anew, from that instant on. */
  void unsettle(long when) {
    Prospects its = prospects;
    if (its != null) {
      its.unsettle(when);
    }
  }

  /** Reconsiders whenever more may be certain than now. */
  void lookLater() {
    Prospects its = prospects;
    if (its != null) {
      for (long look : its.nextLooks()) {
        Calendar.Entry _ = calendar.at(look, this::reconsider);
      }
    }
  }

  /** Something beyond the lines changed, of which the agent has to become aware by itself. */
  void changedBeyond() {
    reconsider();
    lookLater();
  }

  void leaving(String line, AddressFamily family) {
    rules.forEach(rule -> rule.leaving(this, line, family));
  }

  /** A request to it waits for a connection that never comes about, or does no more. */
  void hanging(String provider, int more) {
    underWay.merge(provider, more, Integer::sum);
  }

  boolean hasSeen(long kernelVersion) {
    return (int) seenVersion == (int) kernelVersion;
  }

  /** A name server answered the agent. */
  void looked(String provider, String name, AddressFamily family, Optional<IpAddress> record) {
    Known item = known(new Item(provider, name, family));
    record.ifPresent(
        address -> {
          item.told.add(address);
          if (item.acknowledged == null && item.wanted.equals(record)) {
            item.acknowledged = address;
            item.acknowledgedAt = now();
            item.loose = true;
          }
        });
  }

  void sent(Asked asked) {
    requests++;
    digest.add(now(), asked.toString());
    rules.forEach(rule -> rule.sent(this, asked));
    underWay.merge(asked.provider(), 1, Integer::sum);
    for (Item item : items(asked)) {
      Known state = known(item);
      state.acknowledgedBefore = state.acknowledged;
      state.acknowledged = null;
      state.sentAt = now();
      state.configuredLately = configuredAt > now() - ROUND;
    }
  }

  void unreached(Asked asked) {
    note(asked, new Exchange.Failed(Exchange.Stage.CONNECT, ""));
  }

  void answered(Asked asked, Exchange exchange) {
    underWay.merge(asked.provider(), -1, Integer::sum);
    for (Item item : items(asked)) {
      Known state = known(item);
      state.acknowledged = state.acknowledgedBefore;
    }
    note(asked, exchange);
  }

  private void note(Asked asked, Exchange exchange) {
    digest.add(now(), exchange.toString());
    lastEnd.put(asked.provider(), now());
    var spent = new HashSet<String>();
    var successesFirst = new ArrayList<Runnable>();
    for (Item item : items(asked)) {
      Verdict verdict = Verdict.of(asked, asked.names().indexOf(item.name()), exchange);
      if (!(verdict instanceof Verdict.Unreached) && spent.add(item.name())) {
        held(Verdict.Reach.HOST, item).spend(now(), interval(item.provider()));
      }
      if (verdict instanceof Verdict.Done) {
        note(asked, item, verdict);
      } else {
        successesFirst.add(() -> note(asked, item, verdict));
      }
    }
    successesFirst.forEach(Runnable::run);
    rules.forEach(rule -> rule.answered(this, asked));
    for (Item item : settings.items()) {
      if (item.provider().equals(asked.provider())) {
        duties.arm(item);
      }
    }
    for (Item item : items(asked)) {
      calendar.at(
          now() + Duration.ofSeconds(1).toNanos(),
          () -> rules.forEach(rule -> rule.look(this, item)));
    }
  }

  private void note(Asked asked, Item item, Verdict verdict) {
    Known state = known(item);
    IpAddress address = address(asked, item.family());
    Held host = held(Verdict.Reach.HOST, item);
    Set<IpAddress> tried = Set.copyOf(asked.parsed());
    switch (verdict) {
      case Verdict.Done(var changed) -> {
        state.acknowledged = address;
        state.acknowledgedAt = now();
        state.told.add(address);
        boolean wished = state.askedAt >= state.sentAt - Duration.ofDays(1).toNanos();
        state.acknowledgedSentAt = state.sentAt;
        state.stale = false;
        state.forgotten = false;
        state.loose = false;
        for (Verdict.Reach reach : Verdict.Reach.values()) {
          held(reach, item).clear();
          held(reach, item).haunted = false;
        }
        host.riddles = 0;
        host.repeats = changed ? 0 : wished ? host.repeats : host.repeats + 1;
      }
      case Verdict.Lost _ -> {
        state.acknowledged = null;
        host.backOff(now(), Verdict.LONGEST_NETWORK, tried);
      }
      case Verdict.Unreached _ ->
          held(Verdict.Reach.ACCOUNT, item).backOff(now(), Verdict.LONGEST_NETWORK, tried);
      case Verdict.Stated(var reach, var time) -> held(reach, item).state(now(), time);
      case Verdict.Trouble(var reach, var longest, var riddle) -> {
        held(reach, item).backOff(now(), longest, tried);
        host.riddles = riddle ? host.riddles + 1 : 0;
      }
      case Verdict.Refused(var reach) -> {
        boolean login = reach == Verdict.Reach.ACCOUNT;
        String settings = login ? asked.password() : settingsOf(reach, item);
        held(reach, item).refuse(now(), settings);
        // The round may have been one by the settings before.
        held(reach, item).uncertain = !login && state.configuredLately;
      }
    }
  }

  /** A line for whoever reads why a rule broke. */
  void told(String line) {
    told.addLast(line);
    if (told.size() > TOLD) {
      told.removeFirst();
    }
  }

  /** The last lines, each with its time. */
  List<String> told() {
    return List.copyOf(told);
  }

  void said(String line) {
    digest.add(now(), line);
    told(line);
    rules.forEach(rule -> rule.said(this, line));
  }

  /** What is in the agent's files. */
  void written(String disk) {
    digest.add(now(), disk);
    rules.forEach(rule -> rule.said(this, disk));
  }

  /** The kernel's state changed, and the agent did not look. */
  void unseen() {
    broken(rules.getLast(), "a change of the network was not looked at");
  }

  /** A moment to look at one name. */
  void look(Item item) {
    rules.forEach(rule -> rule.look(this, item));
  }

  void peace() {
    rules.forEach(rule -> rule.peace(this));
  }

  // --- the process
  // ---------------------------------------------------------------------------------

  /** The process is gone; what was on its way is nobody's any more. */
  void died() {
    bootedAt = Optional.empty();
    memory = null;
    underWay.clear();
    for (Known state : known.values()) {
      boolean torn = diskWasIll || state.acknowledgedAt > now() - SOON;
      state.forgotten |= torn;
      state.stale |= diskWasIll || state.sentAt > now() - SOON;
      state.forget();
    }
    for (Held each : held.values()) {
      each.haunted |= diskWasIll;
      each.uncertain |= diskWasIll || each.refusedAt > now() - SOON;
      if (diskWasIll || each.statedAt > now() - SOON) {
        each.notBefore = 0;
      }
    }
  }

  /**
   * A process is there.
   *
   * @param clockLied the wall clock is not what it was when the one before died
   */
  void booted(Memory of, boolean clockLied, boolean diskIsIll) {
    bootedAt = Optional.of(now());
    unsettle(now());
    lookLater();
    memory = of;
    diskWasIll = diskIsIll;
    seenVersion = -1;
    if (clockLied) {
      held.values().forEach(each -> each.clockLied(now()));
      known.values().forEach(each -> each.loose = true);
    }
  }

  /** The process was told to end, and does nothing more for anybody. */
  void closing() {
    bootedAt = Optional.empty();
  }

  /** Something was done to the files: whatever was in them may be forgotten. */
  void damaged() {
    diskWasIll = true;
  }

  /** The agent took another configuration. */
  void configured(List<Item> before) {
    configuredAt = now();
    unsettle(now());
    lookLater();
    for (Item item : before) {
      if (!isConfigured(item)) {
        removed.put(item, now());
        known(item).forget();
      }
    }
    for (Item item : settings.items()) {
      for (Verdict.Reach reach : Verdict.Reach.values()) {
        Held each = held(reach, item);
        if (each.refused != null && !settingsOf(reach, item).equals(each.refused)) {
          each.forgive();
        }
      }
      duties.arm(item);
    }
  }

  void unblocked(Item item) {
    for (Verdict.Reach reach : Verdict.Reach.values()) {
      held(reach, item).forgive();
    }
    configuredAt = now();
    settings.items().forEach(duties::arm);
  }

  /** Whose turn it is changed: what was published by this machine may be the other's now. */
  void onDuty() {
    for (Item item : settings.items()) {
      known(item).forgotten = true;
    }
  }

  void wished(Item item) {
    known(item).askedAt = now();
  }
}
