package homeport.testkit.house.cellar.box;

/** A room in a room. */
public final class Box {}
