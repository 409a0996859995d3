package homeport.testkit.house.attic;

import java.net.InetAddress;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** As it should be: time, chance and addresses are arguments. */
public record Letter(Instant written, InetAddress to) {
  /** Chance is an argument. */
  public int stamp(RandomGenerator random) {
    return random.nextInt();
  }
}
