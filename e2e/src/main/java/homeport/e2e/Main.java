package homeport.e2e;

/** The entry of this module's commands. */
public final class Main {
  private Main() {}

  /** Runs what the arguments name. */
  public static void main(String[] args) {
    System.exit(0);
  }
}
