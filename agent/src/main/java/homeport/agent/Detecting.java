package homeport.agent;

import homeport.agent.plan.Observation;
import homeport.agent.transport.Via;
import homeport.agent.uplink.Uplink;
import homeport.dns.AddressFamily;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      for (Question question : sight.toDetect()) {
        if (question.family() == family) {
          known &= detect(question);
        }
      }
      boolean _ = signal.await(world.now().steady().plus(known ? AGAIN : AFTER_FAILURE));
    }
  }

  /** Detects everything once, now. */
  void all() {
    for (Question question : sight.toDetect()) {
      boolean _ = detect(question);
    }
  }

  private boolean detect(Question question) {
    Optional<Uplink> by = sight.uplink(question);
    Observation seen = seen(question);
    Sight.Difference difference = sight.detected(question, by, seen);
    if (!difference.changed().isEmpty()) {
      tell.accept(difference);
    }
    return seen instanceof Observation.Known;
  }

  private Observation seen(Question question) {
    try {
      return detection.get().detect(question.family(), sight.via(Set.of(question)));
    } catch (RuntimeException e) {
      log.fault("detecting", e);
      return new Observation.Unknown("a fault of this program; its log says where");
    }
  }

  @Override
  public void close() {
    closed = true;
    lookAgain();
  }
}
