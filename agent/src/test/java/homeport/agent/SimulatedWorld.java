package homeport.agent;

import homeport.agent.journal.Moment;
import homeport.agent.sim.Machine;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Time, chance and tasks of a simulated machine. */
final class SimulatedWorld implements World {
  private final Machine machine;
  private final RandomGenerator random;

  SimulatedWorld(Machine machine, RandomGenerator random) {
    this.machine = machine;
    this.random = random;
  }

  @Override
  public Moment now() {
    return machine.moment();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void start(String name, Runnable task) {
    machine.start(name, task);
  }

  @Override
  public void dedicate(String name, Runnable task) {
    machine.start(name, task);
  }

  @Override
  public Signal signal() {
    Machine.Flag flag = machine.flag();
    return new Signal() {
      @Override
      public void raise() {
        flag.raise();
      }

      @Override
      public boolean await(Instant until) {
        return flag.await(until);
      }
    };
  }
}
