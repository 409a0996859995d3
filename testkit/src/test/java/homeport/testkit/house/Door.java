package homeport.testkit.house;

import homeport.testkit.house.cellar.Coal;

/** The root wires, so it may use every room. */
public final class Door {
  /** Uses the cellar. */
  public int weight() {
    return new Coal(1).kilograms();
  }
}
