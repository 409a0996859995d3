package homeport.e2e;

/** Why the demo cannot go on, in a sentence for people. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String why) {
    super(why);
  }

  DemoFailure(String why, Throwable cause) {
    super(why, cause);
  }
}
