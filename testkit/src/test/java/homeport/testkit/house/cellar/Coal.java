package homeport.testkit.house.cellar;

/** Fuel. */
public record Coal(int kilograms) {}
