package homeport.agent.cli;

/** The commands. */
public final class Commands {
  private Commands() {}
}
