package homeport.testkit.lab;

/** How a reflector of the lab answers from now on. The text form is what the lab sends to it. */
public sealed interface Mirror {
  /** With the address that asks. */
  Mirror HONEST = new Honest();

  /** As a captive portal: a page with an address in it, and status 200. */
  Mirror PORTAL = new Portal(200);

  /** With the address that asks. */
  record Honest() implements Mirror {
    @Override
    public String toString() {
      return "honest";
    }
  }

  /** With another address. */
  record Lie(String address) implements Mirror {
    @Override
    public String toString() {
      return "lie " + address;
    }
  }

  /** With a page under this status, in which an address stands that is nobody's. */
  record Portal(int status) implements Mirror {
    @Override
    public String toString() {
      return "portal " + status;
    }
  }

  /** The reverse of {@code toString}. */
  static Mirror parse(String text) {
    var words = text.split(" ", 2);
    return switch (words[0]) {
      case "honest" -> HONEST;
      case "lie" -> new Lie(words[1]);
      case "portal" -> new Portal(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(text);
    };
  }
}
