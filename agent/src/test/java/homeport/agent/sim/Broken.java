package homeport.agent.sim;

/**
 * A rule that did not hold.
 *
 * @param rule its number
 * @param at nanoseconds since the beginning
 */
record Broken(int rule, String promise, String what, long at) {
  @Override
  public String toString() {
    return "rule " + rule + " (" + promise + "): " + what;
  }
}
