package homeport.agent;

import homeport.agent.plan.Observation;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the answers to mode {@code detected} fresh: at once when the network changed, else now and
 * then. A task for each family, so that one that hangs does not delay the other.
 */
final class Detecting implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final Sight sight;
  private final World world;
  private final Log log;
  private final Supplier<Detection> detection;
  private final Consumer<Sight.Difference> tell;
  private final Map<AddressFamily, World.Signal> signals = new EnumMap<>(AddressFamily.class);
  private volatile boolean closed;

  /** Asks somebody outside which public address an uplink has. Blocks within its own time limit. */
  interface Detection {
    Observation detect(AddressFamily family, Via via);
  }

  /**
   * @param detection as the configuration now says
   * @param tell told when an answer changed; must not call {@link #lookAgain}
   */
  Detecting(
      Sight sight,
      World world,
      Log log,
      Supplier<Detection> detection,
      Consumer<Sight.Difference> tell) {
    this.sight = sight;
    this.log = log;
    this.world = world;
    this.detection = detection;
    this.tell = tell;
    for (AddressFamily family : AddressFamily.values()) {
      signals.put(family, world.signal());
    }
  }

  void begin() {
    signals.forEach(
        (family, signal) -> world.start("detect " + family, () -> live(family, signal)));
  }

  /** Something is different: what was detected before may be old. */
  void lookAgain() {
    signals.values().forEach(World.Signal::raise);
  }

  private void live(AddressFamily family, World.Signal signal) {
    while (!closed) {
      boolean known = true;
      for (Vantage vantage : sight.toDetect()) {
        if (vantage.family() == family) {
          known &= detect(vantage);
        }
      }
      boolean _ = signal.await(world.now().steady().plus(known ? AGAIN : AFTER_FAILURE));
    }
  }

  /** Detects everything once, now. */
  void all() {
    for (Vantage vantage : sight.toDetect()) {
      boolean _ = detect(vantage);
    }
  }

  private boolean detect(Vantage vantage) {
    Observation seen = seen(vantage);
    Sight.Difference difference = sight.detected(vantage, seen);
    if (!difference.changed().isEmpty()) {
      tell.accept(difference);
    }
    return seen instanceof Observation.Known;
  }

  private Observation seen(Vantage vantage) {
    try {
      return detection.get().detect(vantage.family(), via(vantage));
    } catch (RuntimeException e) {
      log.fault("detecting", e);
      return new Observation.Unknown("a fault of this program; its log says where");
    }
  }

  private static Via via(Vantage vantage) {
    return vantage.uplink().<Via>map(Via.By::only).orElseGet(Via.Any::new);
  }

  @Override
  public void close() {
    closed = true;
    lookAgain();
  }
}
