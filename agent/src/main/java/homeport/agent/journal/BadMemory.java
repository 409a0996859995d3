package homeport.agent.journal;

/** A line or file of ours that does not say what it should. Never leaves this room. */
final class BadMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadMemory(String what) {
    super(what);
  }

  BadMemory(String what, Throwable cause) {
    super(what, cause);
  }
}
