package homeport.dns;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/**
 * A fully qualified domain name as people write it: lower case, in ASCII, without the last dot.
 *
 * <p>Labels hold letters, digits, hyphens and underscores, 1 to 63 octets each, 253 in all (RFC
 * 1035, 2.3.4; the underscore for service labels, RFC 8552). The leftmost label may be {@code *}
 * (RFC 4592). International names are turned into their ASCII form (RFC 5890, A-labels).
 */
public final class Hostname implements Comparable<Hostname> {
  private final String text;

  private Hostname(String text) {
    this.text = text;
  }

  /**
   * Reads a hostname of at least two labels.
   *
   * @throws BadHostname with a reason for people, if it is not one
   */
  public static Hostname parse(String raw) throws BadHostname {
    Hostname name = parseAnyDepth(raw);
    if (name.text.indexOf('.') < 0) {
      throw new BadHostname(
          raw, "is not complete; write it with its domain, as in home.example.org");
    }
    // RFC 3696, 2: no top-level domain is a number, so that a name never looks like an address.
    if (name.text.substring(name.text.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit)) {
      boolean address = IpAddress.parse(name.text).isPresent();
      throw new BadHostname(raw, address ? "is an address" : "ends in a number");
    }
    return name;
  }

  /** As {@link #parse}, but one label alone (a top-level domain) is a name too. */
  public static Hostname parseAnyDepth(String raw) throws BadHostname {
    String text = raw.endsWith(".") ? raw.substring(0, raw.length() - 1) : raw;
    if (text.isEmpty()) {
      throw new BadHostname(raw, "is empty");
    }
    if (text.length() > 1000) {
      throw new BadHostname(raw, "is longer than 253 characters");
    }
    if (!text.chars().allMatch(c -> c < 128)) {
      text = ascii(raw, text);
    }
    text = text.toLowerCase(Locale.ROOT);
    if (text.length() > 253) {
      throw new BadHostname(raw, "is longer than 253 characters");
    }
    String[] labels = text.split("\\.", -1);
    for (int i = 0; i < labels.length; i++) {
      checkLabel(raw, labels[i], i == 0 && labels.length > 1);
    }
    return new Hostname(text);
  }

  /**
   * As {@link #parseAnyDepth}, for names that are known to be good (constants, our own database).
   *
   * @throws IllegalArgumentException if it is not a hostname
   */
  public static Hostname of(String text) {
    try {
      return parseAnyDepth(text);
    } catch (BadHostname e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String ascii(String raw, String text) throws BadHostname {
    try {
      boolean wildcard = text.startsWith("*.");
      String ascii = IDN.toASCII(wildcard ? text.substring(2) : text);
      return wildcard ? "*." + ascii : ascii;
    } catch (IllegalArgumentException e) {
      throw new BadHostname(raw, "has characters that no international name may have");
    }
  }

  private static void checkLabel(String raw, String label, boolean mayBeStar) throws BadHostname {
    if (label.isEmpty()) {
      throw new BadHostname(raw, "has an empty label (two dots in a row, or one at the start)");
    }
    if (label.length() > 63) {
      throw new BadHostname(raw, "has a label longer than 63 characters");
    }
    if (label.equals("*") && mayBeStar) {
      return;
    }
    if (label.indexOf('*') >= 0) {
      throw new BadHostname(raw, "may have * only as its whole first label, as in *.example.org");
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!fine) {
        throw new BadHostname(raw, "has a character that no hostname may have: " + shown(c));
      }
    }
    if (label.startsWith("-") || label.endsWith("-")) {
      throw new BadHostname(raw, "has a label that starts or ends with a hyphen");
    }
  }

  private static String shown(char c) {
    return c > 32 && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
  }

  /** The labels from left to right. */
  public List<String> labels() {
    return List.of(text.split("\\.", -1));
  }

  /** Whether the leftmost label is {@code *}. */
  public boolean isWildcard() {
    return text.startsWith("*.");
  }

  /**
   * The name without its leftmost label.
   *
   * @throws IllegalStateException for a name of one label
   */
  public Hostname parent() {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalStateException(text + " has no parent that is a hostname");
    }
    return new Hostname(text.substring(dot + 1));
  }

  /**
   * The name with its labels from right to left, parted by spaces: {@code org example home}.
   *
   * <p>The plain order of these texts is the canonical order of names (RFC 4034, 6.1), since a
   * space sorts before every character of a label; and what lies below a name follows it at once.
   */
  public String sortKey() {
    var key = new StringBuilder(text.length());
    int end = text.length();
    for (int dot = text.lastIndexOf('.'); dot >= 0; dot = text.lastIndexOf('.', end - 1)) {
      key.append(text, dot + 1, end).append(' ');
      end = dot;
    }
    return key.append(text, 0, end).toString();
  }

  /** The name with this {@link #sortKey()}. The key is trusted: it comes from a name. */
  public static Hostname ofSortKey(String key) {
    var text = new StringBuilder(key.length());
    int end = key.length();
    for (int gap = key.lastIndexOf(' '); gap >= 0; gap = key.lastIndexOf(' ', end - 1)) {
      text.append(key, gap + 1, end).append('.');
      end = gap;
    }
    return new Hostname(text.append(key, 0, end).toString());
  }

  /** Whether this name lies below the other one, by one or more labels. */
  public boolean isBelow(Hostname ancestor) {
    return text.length() > ancestor.text.length()
        && text.endsWith(ancestor.text)
        && text.charAt(text.length() - ancestor.text.length() - 1) == '.';
  }

  @Override
  public int compareTo(Hostname other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hostname name && name.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The name without its last dot, as the configuration and people write it. */
  @Override
  public String toString() {
    return text;
  }
}
