package homeport.agent.sim;

import homeport.agent.plan.Published;
import homeport.agent.sim.Settings.Item;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** When which address must be at its provider at the latest, and a look at it then. */
final class Duties {
  /** The look at DNS before a doubtful update takes 10 s at most; then the request leaves. */
  static final long SLACK = Duration.ofSeconds(15).toNanos();

  private final Chronicle life;
  private final Map<Item, Calendar.Entry> looks = new HashMap<>();

  Duties(Chronicle life) {
    this.life = life;
  }

  /** Something about it changed: look at it when it is due. */
  void arm(Item item) {
    Calendar.Entry old = looks.remove(item);
    if (old != null) {
      old.cancel();
    }
    due(life, item)
        .ifPresent(
            time ->
                looks.put(
                    item,
                    life.calendar.at(
                        Math.max(time, life.now()),
                        () -> {
                          looks.remove(item);
                          life.look(item);
                          if (time > life.now()) {
                            arm(item);
                          }
                        })));
  }

  /** What the disk refused to remember can hide that a record is wrong, until the next change. */
  static boolean isHiddenByOldMemory(Chronicle life, Item item) {
    Known state = life.known(item);
    return state.stale
        && life.belief(item) instanceof Published.Known(var addresses, _, _)
        && addresses.equals(state.wanted.stream().toList());
  }

  /** When the wanted address must have left at the latest; nothing while nobody can ask that. */
  static Optional<Long> due(Chronicle life, Item item) {
    Known state = life.known(item);
    if (life.bootedAt.isEmpty()
        || state.wanted.isEmpty()
        || !life.isConfigured(item)
        || life.record(item).equals(state.wanted)
        || life.isBusy(item.provider())
        || life.refusing(item).isPresent()
        || isHiddenByOldMemory(life, item)) {
      return Optional.empty();
    }
    Optional<Long> leaving = life.leavingSince();
    if (leaving.isEmpty()) {
      return Optional.empty();
    }
    IpAddress wanted = state.wanted.get();
    Held host = life.held(Verdict.Reach.HOST, item);
    long free = host.token(Chronicle.interval(item.provider()));
    free = Math.max(free, Math.max(life.awakeAt, leaving.get()));
    free = Math.max(free, Math.max(state.wantedSince, life.bootedAt.get()));
    free = Math.max(free, Math.max(life.lastEnd(item.provider()), life.configuredAt));
    for (Verdict.Reach reach : Verdict.Reach.values()) {
      Held held = life.held(reach, item);
      if (held.mayBeBlocked()) {
        return Optional.empty();
      }
      free = Math.max(free, held.atLatest);
      if (held.tried.contains(wanted)) {
        free = Math.max(free, held.backoff);
      }
    }
    return Optional.of(free + SLACK);
  }
}
