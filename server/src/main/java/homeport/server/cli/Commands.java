package homeport.server.cli;

/** The commands. */
public final class Commands {
  private Commands() {}
}
