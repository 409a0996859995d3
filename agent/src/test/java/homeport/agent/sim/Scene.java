package homeport.agent.sim;

import java.time.Duration;

/**
 * What a life is set in.
 *
 * @param several whether there are several uplinks to choose from, whose health is probed
 * @param named whether the configuration names them in order; else they are found
 * @param interval between two probes of one line
 * @param sourceRules whether the kernel sends packets by the line that holds their source address;
 *     where it does not, only a socket that is tied to the line leaves by it
 * @param pair whether another machine publishes some of the names while it is on duty
 * @param detected whether the lines are behind NAT, and somebody outside is asked
 */
record Scene(
    boolean several,
    boolean named,
    Duration interval,
    boolean sourceRules,
    boolean detected,
    boolean pair) {
  private static final Duration USUAL = Duration.ofSeconds(1);

  /** One line at a time carries the traffic, and the addresses are the lines' own. */
  static final Scene PLAIN = new Scene(false, false, USUAL, true, false, false);

  /** That of a seed: a few of the dense lives are plain, and all long ones. */
  static Scene of(long seed) {
    boolean named = seed / 8 % 2 == 0;
    boolean rules = seed / 4 % 2 == 0;
    Duration seldom = Duration.ofMinutes(10);
    return switch ((int) Math.floorMod(seed, 32L)) {
      case 3, 11, 19, 23, 27 -> new Scene(true, named, seldom, rules, false, false);
      case 7 -> new Scene(true, named, USUAL, rules, false, false);
      case 5, 13, 21, 29 -> new Scene(false, named, USUAL, rules, true, false);
      case 9 -> new Scene(true, named, seldom, rules, true, false);
      case 15, 31 -> new Scene(false, named, USUAL, rules, false, true);
      default -> PLAIN;
    };
  }

  /** The uplinks as the configuration has them. */
  String yaml() {
    if (!several) {
      return "";
    }
    String interfaces = named ? "\n  interfaces: [wan1, wan2]" : "";
    String probe =
        interval.equals(USUAL)
            ? ""
            : "\n  probe: {interval: %ds, burst: 5s, timeout: 2s}".formatted(interval.toSeconds());
    return "uplinks:\n  mode: failover" + interfaces + probe + "\n";
  }

  /** How long such a life lasts; one that probes each second is told in hours. */
  Duration length(long seed) {
    if (several && interval.equals(USUAL)) {
      return Duration.ofHours(2);
    }
    if (several || detected) {
      return Duration.ofDays(30);
    }
    return seed % 2 == 0 ? Duration.ofDays(1_000) : Duration.ofDays(60);
  }

  /** A line that died is known to be dead after this at the latest. */
  Duration untilDead() {
    return interval.multipliedBy(2).plusSeconds(30);
  }

  /** A line that lives again is used again after this, with the longest hold time. */
  Duration untilAlive() {
    return interval.multipliedBy(8).plusMinutes(12);
  }
}
