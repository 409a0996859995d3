package homeport.testkit.house.attic;

import homeport.testkit.house.Door;
import homeport.testkit.house.cellar.Coal;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the clock behind a method reference, and at the cellar in a generic signature only. */
public final class Trunk {
  /** Signature only: the class file names no class of the cellar but here. */
  public List<Coal> coals = List.of();

  /** The clock. */
  public Supplier<Instant> clock() {
    return Instant::now;
  }

  /** The root. */
  public Object door() {
    return new Door();
  }
}
