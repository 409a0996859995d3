package homeport.agent;

import homeport.agent.journal.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A world in which time passes only when told, or when somebody waits; tasks run when told. */
final class FakeWorld implements World {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SplittableRandom random = new SplittableRandom(1);
  private final Queue<Task> tasks = new ArrayDeque<>();

  private record Task(String name, Runnable body) {
    void run() {
      body.run();
    }
  }

  private Duration passed = Duration.ZERO;

  void advance(Duration time) {
    passed = passed.plus(time);
  }

  /** Runs every started task to its end, one at a time. */
  void runTasks() {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Runs one started task to its end, and none of the others ever. */
  void runOnly(String name) {
    Task task = tasks.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    tasks.clear();
    task.run();
  }

  @Override
  public Moment now() {
    return new Moment(Instant.EPOCH.plus(passed), NOON.plus(passed));
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void start(String name, Runnable task) {
    tasks.add(new Task(name, task));
  }

  @Override
  public void dedicate(String name, Runnable task) {
    tasks.add(new Task(name, task));
  }

  @Override
  public Signal signal() {
    return new Signal() {
      private boolean raised;

      @Override
      public void raise() {
        raised = true;
      }

      @Override
      public boolean await(Instant until) {
        while (!raised && !tasks.isEmpty()) {
          tasks.remove().run(); // Whoever waits lets the others run.
        }
        Duration left = Duration.between(now().steady(), until);
        if (!raised && left.isPositive()) {
          advance(left);
        }
        boolean was = raised;
        raised = false;
        return was;
      }
    };
  }
}
