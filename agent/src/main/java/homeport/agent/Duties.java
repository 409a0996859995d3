package homeport.agent;

import homeport.agent.plan.OnlyWhen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks the administrator's programs whether this machine is on duty: at the start, whenever the
 * network changes, and now and then. A task for each, since one may hang.
 */
final class Duties implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Sight sight;
  private final World world;
  private final Function<List<String>, Optional<String>> whyNot;
  private final Consumer<Sight.Difference> tell;
  private final Map<OnlyWhen.Command, World.Signal> tasks = new HashMap<>();
  private boolean begun;
  private volatile boolean closed;

  /**
   * @param whyNot runs a program and tells why this machine is not on duty, if it is not; blocks
   *     within a time limit of its own
   * @param tell told when an answer changed
   */
  Duties(
      Sight sight,
      World world,
      Function<List<String>, Optional<String>> whyNot,
      Consumer<Sight.Difference> tell) {
    this.sight = sight;
    this.world = world;
    this.whyNot = whyNot;
    this.tell = tell;
  }

  synchronized void begin() {
    begun = true;
    lookAgain();
  }

  /** The network or the configuration changed. */
  synchronized void lookAgain() {
    if (!begun || closed) {
      return;
    }
    tasks.values().forEach(World.Signal::raise);
    for (OnlyWhen.Command command : sight.commands()) {
      if (!tasks.containsKey(command)) {
        World.Signal signal = world.signal();
        tasks.put(command, signal);
        // A program is waited for in the system.
        world.dedicate("on duty? " + command, () -> live(command, signal));
      }
    }
  }

  private void live(OnlyWhen.Command command, World.Signal signal) {
    while (goesOn(command)) {
      ask(command);
      boolean _ = signal.await(world.now().steady().plus(AGAIN));
    }
  }

  private synchronized boolean goesOn(OnlyWhen.Command command) {
    boolean on = !closed && sight.commands().contains(command);
    if (!on) {
      tasks.remove(command);
    }
    return on;
  }

  /** Asks each once, now. */
  void all() {
    sight.commands().forEach(this::ask);
  }

  private void ask(OnlyWhen.Command command) {
    Sight.Difference difference = sight.duty(command, whyNot.apply(command.words()));
    if (!difference.changed().isEmpty()) {
      tell.accept(difference);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    tasks.values().forEach(World.Signal::raise);
  }
}
