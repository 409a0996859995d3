package homeport.agent.journal;

/** Another agent holds the state directory. */
public final class AlreadyRunning extends Exception {
  private static final long serialVersionUID = 1L;

  AlreadyRunning(String directory) {
    super(
        "another homeport-agent uses the state directory "
            + directory
            + "; stop it, or give this one a directory of its own (state: in the configuration)");
  }
}
