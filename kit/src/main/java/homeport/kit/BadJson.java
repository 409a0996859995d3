package homeport.kit;

/** Says why and where a text is not JSON. The message never repeats the text. */
public final class BadJson extends Exception {
  private static final long serialVersionUID = 1L;

  BadJson(String why) {
    super("not JSON: " + why);
  }
}
