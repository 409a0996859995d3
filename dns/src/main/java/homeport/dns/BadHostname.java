package homeport.dns;

/** Says why a text is not a hostname; the message is for people. */
public final class BadHostname extends Exception {
  private static final long serialVersionUID = 1L;

  BadHostname(String raw, String why) {
    super("\"" + raw + "\" " + why);
  }
}
