package homeport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.sim.Simulation;
import org.junit.jupiter.api.Test;

/** Random lives of a whole agent, and the ten rules hold after every step. */
class SimulationTest {
  @Test
  void the_rules_hold_for_a_hundred_years() {
    Simulation.Result result = Simulation.run(SimulatedAgent.maker(), 1, 100, System.out::println);

    assertThat(result.failure()).as(result::describe).isEmpty();
    assertThat(result.years()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void a_seed_lives_the_same_life_twice() {
    for (long seed : new long[] {1, 3, 5}) {
      long once = Simulation.digest(SimulatedAgent.maker(), seed);

      assertThat(Simulation.digest(SimulatedAgent.maker(), seed))
          .as("seed %s", seed)
          .isEqualTo(once);
      assertThat(Simulation.digest(SimulatedAgent.maker(), seed + 2)).isNotEqualTo(once);
    }
  }
}
