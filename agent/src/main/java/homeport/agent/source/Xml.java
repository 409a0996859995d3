package homeport.agent.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of XML as routers write: elements, text, and attributes that are skipped.
 *
 * <p>A document type, an entity of its own, a marked section or anything that does not nest makes
 * the whole text unreadable: nothing in it is looked up, fetched or expanded. (The JDK's parser
 * would add 2 MB to the package, for two elements.)
 */
final class Xml {
  private static final int DEEPEST = 32;
  private static final int MOST = 4000;

  /**
   * One element.
   *
   * @param name without its prefix
   * @param children in their order
   * @param text its own text, stripped
   */
  record Element(String name, List<Element> children, String text) {

    /** This one and all below, outermost first. */
    Stream<Element> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }

    /** The text of the first child with this name; empty without it. */
    String textOf(String child) {
      return children.stream()
          .filter(each -> each.name.equals(child))
          .findFirst()
          .map(Element::text)
          .orElse("");
    }
  }

  private record Open(String tag, List<Element> children, StringBuilder text) {}

  // Every part takes all it can and gives nothing back, so a text of any form is read in one pass.
  private static final Pattern TAG =
      Pattern.compile(
          "<(?<close>/)?+(?<tag>[A-Za-z_][\\w.:-]*+)"
              + "(?:\\s++[\\w.:-]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\\s*+(?<empty>/)?+>");

  private static final Pattern REFERENCE = Pattern.compile("&(#?\\w*+);?");
  private static final Map<String, String> REFERENCES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

  private final Deque<Open> open = new ArrayDeque<>();
  private int count;

  private Xml() {
    open.push(new Open("", new ArrayList<>(), new StringBuilder()));
  }

  /** The outermost element; nothing if the text is anything else than described above. */
  static Optional<Element> read(String text) {
    return new Xml().all(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  private Optional<Element> all(String text) {
    Matcher tag = TAG.matcher(text);
    int at = 0;
    for (int next = text.indexOf('<'); next >= 0; next = text.indexOf('<', at)) {
      Optional<String> between = plain(text.substring(at, next));
      if (between.isEmpty() || ++count > MOST) {
        return Optional.empty();
      }
      open.element().text.append(between.get());
      if (text.startsWith("<!--", next)) {
        at = after(text, next + 4, "-->");
      } else if (text.startsWith("<?", next)) {
        at = after(text, next + 2, "?>");
      } else {
        at = tag.region(next, text.length()).lookingAt() && isPlaced(tag) ? tag.end() : -1;
      }
      if (at < 0) {
        return Optional.empty();
      }
    }
    Open root = open.element();
    boolean whole = open.size() == 1 && root.children.size() == 1 && root.text.toString().isBlank();
    return whole && text.substring(at).isBlank()
        ? Optional.of(root.children.getFirst())
        : Optional.empty();
  }

  private static int after(String text, int from, String end) {
    int found = text.indexOf(end, from);
    return found < 0 ? -1 : found + end.length();
  }

  /** Puts a tag into the tree; false if it does not belong there. */
  private boolean isPlaced(Matcher tag) {
    String name = tag.group("tag");
    boolean closes = tag.group("close") != null;
    boolean empty = tag.group("empty") != null;
    if (closes && (empty || open.size() < 2 || !open.element().tag.equals(name))) {
      return false;
    }
    if (!closes) {
      open.push(new Open(name, new ArrayList<>(), new StringBuilder()));
    }
    if (open.size() > DEEPEST) {
      return false;
    }
    if (closes || empty) {
      Open done = open.pop();
      open.element().children.add(element(done));
    }
    return true;
  }

  private static Element element(Open done) {
    String name = done.tag.substring(done.tag.indexOf(':') + 1);
    return new Element(name, List.copyOf(done.children), done.text.toString().strip());
  }

  /**
   * With the five references that XML itself has; those to characters are no part of an address.
   */
  private static Optional<String> plain(String text) {
    if (text.indexOf('&') < 0) {
      return Optional.of(text);
    }
    var plain = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group(1);
      String is = name.startsWith("#") ? "?" : REFERENCES.get(name);
      if (is == null || !reference.group().endsWith(";")) {
        return Optional.empty();
      }
      reference.appendReplacement(plain, Matcher.quoteReplacement(is));
    }
    return Optional.of(reference.appendTail(plain).toString());
  }
}
