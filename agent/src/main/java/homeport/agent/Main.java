package homeport.agent;

/** The program. */
public final class Main {
  private Main() {}

  /** Starts it. */
  public static void main(String[] args) {
    System.exit(0);
  }
}
