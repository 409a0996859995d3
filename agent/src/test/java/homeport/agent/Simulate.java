package homeport.agent;

import homeport.agent.sim.Simulation;

/**
 * {@code ./homeport simulate [--seed N] [--years Y]}: lives after lives, with the rules checked.
 */
public final class Simulate {
  private Simulate() {}

  /** Ends with status 1 if a rule broke, and with 2 if the arguments cannot be understood. */
  public static void main(String[] args) {
    long seed = 1;
    double years = 10;
    for (int i = 0; i + 1 < args.length || i < args.length && args.length % 2 == 1; i += 2) {
      try {
        switch (args[i]) {
          case "--seed" -> seed = Long.parseLong(args[i + 1]);
          case "--years" -> years = Double.parseDouble(args[i + 1]);
          default -> throw new IllegalArgumentException(args[i]);
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        System.err.println("usage: ./homeport simulate [--seed N] [--years Y]");
        System.exit(2);
      }
    }
    var result = Simulation.run(SimulatedAgent.maker(), seed, years, System.out::println);
    System.exit(result.failure().isEmpty() ? 0 : 1);
  }
}
