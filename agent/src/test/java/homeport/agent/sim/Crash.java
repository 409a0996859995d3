package homeport.agent.sim;

/** The process ends here and now. No code of the agent catches it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash() {
    super("crash", null, false, false);
  }
}
