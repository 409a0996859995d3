package homeport.dns;

/** Says why a text is not a hostname; the message is for people. */
public final class BadHostname extends Exception {
  private static final long serialVersionUID = 1L;

  BadHostname(String raw, String why) {
    super("\"" + shown(raw) + "\" " + why);
  }

  // The message goes to logs and replies: one line, of bearable length, whatever was sent to us.
  private static String shown(String raw) {
    String start = raw.length() > 100 ? raw.substring(0, 40) + "…" : raw;
    return start.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\u0080-\u009f]", "\uFFFD");
  }
}
