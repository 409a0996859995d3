package homeport.testkit.lab;

/**
 * The lab itself, or a program in it, did not do what the test needs; the message holds its output.
 */
public final class LabFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabFailure(String message) {
    super(message);
  }

  public LabFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
