package homeport.agent.sim;

import homeport.agent.sim.Settings.HostEntry;
import homeport.agent.source.AddressSource;
import homeport.dns.AddressFamily;
import homeport.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which addresses may be published now, as far as the stated waits allow the agent not to know yet
 * which uplink lives and what the world sees.
 */
final class Prospects {
  /** A changed outer address is noticed: five minutes, as much after a failure, and the asking. */
  private static final long NOTICED = Duration.ofMinutes(12).toNanos();

  private final Calendar calendar;
  private final Kernel kernel;
  private final Isps isps;
  private final List<Voice> voices;
  private final Scene scene;

  /** Since then the lines that are open are the same, for an agent that lives and sees. */
  private final Map<AddressFamily, Long> openSince = new EnumMap<>(AddressFamily.class);

  private final Map<AddressFamily, List<String>> open = new EnumMap<>(AddressFamily.class);
  private long unsettled;
  private long enoughSince;
  private boolean enough = true;
  private long misledUntil = Long.MIN_VALUE / 2;
  private boolean leaving = true;
  private long leavingSince;

  /**
   * What may be published.
   *
   * @param sure whether the agent must know by now which of them it is
   * @param any whether it may be misled, and nothing can be said
   */
  record Aim(Set<IpAddress> may, boolean sure, boolean any) {
    static final Aim NONE = new Aim(Set.of(), true, false);

    /** The only right one, if there is. */
    Optional<IpAddress> wanted() {
      return sure && !any && may.size() == 1 ? may.stream().findFirst() : Optional.empty();
    }
  }

  Prospects(Calendar calendar, Kernel kernel, Isps isps, List<Voice> voices, Scene scene) {
    this.calendar = calendar;
    this.kernel = kernel;
    this.isps = isps;
    this.voices = List.copyOf(voices);
    this.scene = scene;
  }

  // --- what happens

  /** The agent has to find everything out anew from this instant on. */
  void unsettle(long when) {
    unsettled = Math.max(unsettled, when);
  }

  /** The agent looked at the kernel. */
  void looked() {
    for (AddressFamily family : AddressFamily.values()) {
      var now = new ArrayList<String>();
      for (String line : Kernel.LINES) {
        kernel.usable(line, family).ifPresent(address -> now.add(line + " " + address));
      }
      if (!now.equals(open.put(family, now))) {
        openSince.put(family, calendar.now());
      }
    }
  }

  /** Somebody beyond the lines behaves in another way now. */
  void changed() {
    Set<AddressSource.Kind> kinds = new HashSet<>();
    voices.stream()
        .filter(voice -> voice.honesty() == Voice.Honesty.HONEST)
        .forEach(voice -> kinds.add(voice.kind()));
    boolean now = kinds.size() >= 2;
    boolean misled = !enough && voices.stream().anyMatch(Voice::misleads);
    if (now != enough) {
      enoughSince = calendar.now();
    }
    enough = now;
    if (misled || (!enough && voices.stream().anyMatch(Voice::misleads))) {
      misledUntil = enough ? calendar.now() + 2 * NOTICED : Long.MAX_VALUE;
    } else if (misledUntil == Long.MAX_VALUE) {
      misledUntil = calendar.now() + 2 * NOTICED;
    }
    boolean leaves = leaves();
    if (leaves && !leaving) {
      leavingSince = calendar.now();
    }
    leaving = leaves;
  }

  /** The instants from now on at which more may be certain. */
  List<Long> nextLooks() {
    long base = Math.max(calendar.now(), unsettled);
    var looks = new ArrayList<Long>();
    if (scene.several()) {
      looks.add(base + scene.untilDead().toNanos() + 1);
      looks.add(base + scene.untilAlive().toNanos() + 1);
    }
    if (scene.detected()) {
      looks.add(base + NOTICED + 1);
      looks.add(base + scene.untilAlive().toNanos() + NOTICED + 1);
      looks.add(base + 2 * NOTICED + 1);
    }
    return looks;
  }

  // --- what may be

  Aim aim(HostEntry host, AddressFamily family) {
    if (host.pair() && !kernel.owns(Settings.SHARED)) {
      return Aim.NONE;
    }
    List<String> lines = lines(host, family);
    var may = new TreeSet<IpAddress>();
    boolean sure = true;
    boolean detected = host.address().equals("detected");
    for (String line : lines) {
      Optional<IpAddress> own = kernel.usable(line, family);
      if (own.isPresent() && detected) {
        may.add(isps.outer(line));
        isps.former(line)
            .forEach(
                (address, until) -> {
                  if (until + NOTICED >= calendar.now()) {
                    may.add(address);
                  }
                });
        sure &= isNoticed(line, family);
      } else {
        own.ifPresent(may::add);
      }
    }
    return new Aim(may, sure, detected && misledUntil > calendar.now());
  }

  private boolean isNoticed(String line, AddressFamily family) {
    long since = Math.max(unsettled, openSince.getOrDefault(family, 0L));
    since = Math.max(since, isps.since(line));
    since = Math.max(since, enoughSince);
    return enough && isps.isAlive(line) && since + NOTICED < calendar.now();
  }

  private List<String> lines(HostEntry host, AddressFamily family) {
    if (host.address().startsWith("interface: ")) {
      return List.of(host.address().substring("interface: ".length()));
    }
    if (scene.several() && !host.uplink().equals("active")) {
      return List.of(host.uplink());
    }
    return scene.several()
        ? List.copyOf(actives(family))
        : kernel.carrying(family).map(List::of).orElse(List.of());
  }

  private enum Guess {
    UP,
    HELD,
    DOWN
  }

  /** The lines that the agent may hold for the active one: more than one while it cannot know. */
  Set<String> actives(AddressFamily family) {
    List<String> open = open(family);
    if (open.size() < 2) {
      return Set.copyOf(open);
    }
    var guesses = new ArrayList<Map<String, Guess>>();
    guesses.add(Map.of());
    for (String line : open) {
      var more = new ArrayList<Map<String, Guess>>();
      for (Map<String, Guess> before : guesses) {
        for (Guess guess : guesses(line, family)) {
          var each = new TreeMap<>(before);
          each.put(line, guess);
          more.add(each);
        }
      }
      guesses.clear();
      guesses.addAll(more);
    }
    var actives = new TreeSet<String>();
    guesses.forEach(guess -> actives.add(active(open, guess)));
    return actives;
  }

  private String active(List<String> open, Map<String, Guess> guess) {
    for (Guess wanted : List.of(Guess.UP, Guess.HELD)) {
      List<String> such = open.stream().filter(line -> guess.get(line) == wanted).toList();
      if (!such.isEmpty()) {
        return such.contains(kernel.route()) ? kernel.route() : such.getFirst();
      }
    }
    return open.contains(kernel.route()) ? kernel.route() : open.getFirst();
  }

  private List<String> open(AddressFamily family) {
    return Kernel.LINES.stream().filter(l -> kernel.usable(l, family).isPresent()).toList();
  }

  private List<Guess> guesses(String line, AddressFamily family) {
    if (isSurely(true, line, family)) {
      return List.of(Guess.UP);
    }
    return isSurely(false, line, family) ? List.of(Guess.DOWN) : List.of(Guess.values());
  }

  private boolean isSurely(boolean alive, String line, AddressFamily family) {
    long since = Math.max(unsettled, isps.since(line));
    since = Math.max(since, openSince.getOrDefault(family, 0L));
    Duration wait = alive ? scene.untilAlive() : scene.untilDead();
    return isps.isAlive(line) == alive
        && !isps.isForbidden()
        && since + wait.toNanos() < calendar.now();
  }

  // --- the way out

  private boolean leaves() {
    if (!scene.several()) {
      return true;
    }
    for (AddressFamily family : AddressFamily.values()) {
      if (!actives(family).stream().allMatch(isps::isAlive)) {
        return false;
      }
    }
    return true;
  }

  /** Since when requests reach whom they are for, whichever uplink the agent holds for active. */
  Optional<Long> leavingSince() {
    return leaves() ? Optional.of(leavingSince) : Optional.empty();
  }

  /** Whether a request by this line shows that a death went unnoticed. */
  boolean mustNotLeaveBy(String line, AddressFamily family) {
    return scene.several()
        && open(family).contains(line)
        && isSurely(false, line, family)
        && open(family).stream().anyMatch(other -> isSurely(true, other, family));
  }
}
