package homeport.agent.uplink;

import homeport.agent.uplink.FoundUplink.Way;
import homeport.agent.uplink.UplinkRules.Mode;
import homeport.agent.uplink.UplinkRules.Prefer;
import homeport.dns.AddressFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The uplinks at one instant, and which of them count.
 *
 * @param rules of the configuration
 * @param inOrder as found
 * @param carrying the interface that the default route of a family leaves by, where there is one
 * @param healths what the probes said; a line without an entry was never probed
 */
public record Uplinks(
    UplinkRules rules,
    List<FoundUplink> inOrder,
    Map<AddressFamily, String> carrying,
    Map<Line, Health> healths) {

  public Uplinks {
    inOrder = List.copyOf(inOrder);
    carrying = Map.copyOf(carrying);
    healths = Map.copyOf(healths);
  }

  /** Whether there is anything to switch to: with one uplink nothing is probed. */
  public boolean areProbed(AddressFamily family) {
    return rules.mode() != Mode.SINGLE && open(family, _ -> true).size() > 1;
  }

  /** Whether the traffic can be expected on it. */
  public boolean isUp(FoundUplink uplink, AddressFamily family) {
    return uplink.isOpen(family) && (!areProbed(family) || is(Health.State.UP, uplink, family));
  }

  private boolean is(Health.State state, FoundUplink uplink, AddressFamily family) {
    Health health = healths.get(uplink.line(family));
    return (health == null ? Health.State.UP : health.state()) == state;
  }

  private List<FoundUplink> open(AddressFamily family, Predicate<FoundUplink> which) {
    return inOrder.stream().filter(u -> u.isOpen(family) && which.test(u)).toList();
  }

  /**
   * Those that are up; if none is, those that begin to be; if none does, all that are not cut,
   * since an address is withdrawn only while another one is better.
   */
  private List<FoundUplink> usable(AddressFamily family) {
    List<FoundUplink> up = open(family, u -> isUp(u, family));
    if (!up.isEmpty()) {
      return up;
    }
    List<FoundUplink> held = open(family, u -> is(Health.State.HELD, u, family));
    return held.isEmpty() ? open(family, _ -> true) : held;
  }

  /** The one that the traffic should leave by now. */
  public Optional<FoundUplink> active(AddressFamily family) {
    List<FoundUplink> usable = usable(family);
    Optional<FoundUplink> carries =
        rules.mode() == Mode.FAILOVER && rules.prefer() == Prefer.ROUTE
            ? usable.stream()
                .filter(u -> u.interfaceName().equals(carrying.get(family)))
                .findFirst()
            : Optional.empty();
    return carries.or(() -> usable.stream().findFirst());
  }

  /** Those that a host publishes; empty if there is none to choose from. */
  public List<FoundUplink> picked(Pick pick, AddressFamily family) {
    return switch (pick) {
      case Pick.Active() -> active(family).stream().toList();
      case Pick.Every() -> usable(family);
      case Pick.Named(var name) -> inOrder.stream().filter(u -> u.name().equals(name)).toList();
    };
  }

  /** Why a line cannot be used, or how it does. */
  public String describe(FoundUplink uplink, AddressFamily family) {
    return switch (uplink.way(family)) {
      case Way.Cut(var why) -> why;
      case Way.Open _ when !areProbed(family) -> "up (nothing to switch to, so not probed)";
      case Way.Open _ -> {
        Health health = healths.get(uplink.line(family));
        yield health == null ? "not probed yet" : health.describe();
      }
    };
  }

  /** Why none can be used, in words. */
  public String whyNone(AddressFamily family) {
    return inOrder.isEmpty()
        ? "no uplink was found: no interface has a default route"
        : String.join("; ", inOrder.stream().map(u -> describe(u, family)).distinct().toList());
  }

  /** Uplinks that are down while another one is used; for people. */
  public String others(AddressFamily family) {
    List<String> down =
        inOrder.stream().filter(u -> !isUp(u, family)).map(FoundUplink::name).toList();
    return down.isEmpty() || rules.mode() == Mode.SINGLE
        ? ""
        : ", since " + String.join(" and ", down) + (down.size() == 1 ? " is" : " are") + " down";
  }

  /** Every line, in order. */
  public List<Line> lines() {
    return inOrder.stream()
        .flatMap(u -> Arrays.stream(AddressFamily.values()).map(u::line))
        .toList();
  }
}
