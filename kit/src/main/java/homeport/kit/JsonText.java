package homeport.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly by RFC 8259. Ours, because the library's reader takes {@code {"a":1 x}} for
 * an object and breaks with an index error on other garbage: a torn journal line must be seen.
 */
final class JsonText {
  private static final int MAX_DEPTH = 50;
  private static final int END = -1;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private int at;

  JsonText(String text) {
    this.text = text;
  }

  @Nullable Object whole() throws BadJson {
    Object value = value(0);
    if (next() != END) {
      throw wrong("something follows the value");
    }
    return value;
  }

  private @Nullable Object value(int depth) throws BadJson {
    if (depth > MAX_DEPTH) {
      throw wrong("it nests deeper than " + MAX_DEPTH);
    }
    return switch (next()) {
      case '{' -> map(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      case END -> throw wrong("it ends too early");
      default -> number();
    };
  }

  private Map<String, @Nullable Object> map(int depth) throws BadJson {
    var map = new LinkedHashMap<String, @Nullable Object>();
    at++;
    if (next() == '}') {
      at++;
      return map;
    }
    do {
      if (next() != '"') {
        throw wrong("a name in quotes is needed");
      }
      String name = string();
      expect(':');
      map.put(name, value(depth + 1));
    } while (another('}'));
    return map;
  }

  private List<@Nullable Object> list(int depth) throws BadJson {
    var list = new ArrayList<@Nullable Object>();
    at++;
    if (next() == ']') {
      at++;
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (another(']'));
    return list;
  }

  private boolean another(char end) throws BadJson {
    int c = next();
    if (c != ',' && c != end) {
      throw wrong("a comma or " + end + " is needed");
    }
    at++;
    return c == ',';
  }

  private void expect(char c) throws BadJson {
    if (next() != c) {
      throw wrong(c + " is needed");
    }
    at++;
  }

  private @Nullable Object word(String word, @Nullable Object meaning) throws BadJson {
    if (!text.startsWith(word, at)) {
      throw wrong("an unknown word");
    }
    at += word.length();
    return meaning;
  }

  private String string() throws BadJson {
    var value = new StringBuilder();
    at++;
    while (true) {
      int end = at;
      while (end < text.length() && isPlain(text.charAt(end))) {
        end++;
      }
      value.append(text, at, end);
      at = end;
      int c = at < text.length() ? text.charAt(at) : END;
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c != '\\') {
        throw wrong(c == END ? "a text is not closed" : "a control character in a text");
      }
      at++;
      value.append(escape());
    }
  }

  private static boolean isPlain(char c) {
    return c != '"' && c != '\\' && c >= ' ';
  }

  private char escape() throws BadJson {
    int c = at < text.length() ? text.charAt(at++) : END;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw wrong("four hexadecimal digits are needed");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw wrong("an unknown escape");
    };
  }

  private Object number() throws BadJson {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("a value is needed");
    }
    String digits = matcher.group();
    boolean whole = matcher.group(2) == null && matcher.group(3) == null;
    if (whole && digits.length() <= 18) {
      at = matcher.end();
      return Long.valueOf(digits);
    }
    double number = Double.parseDouble(digits);
    if (!Double.isFinite(number)) {
      throw wrong("a number beyond all bounds");
    }
    at = matcher.end();
    return whole ? longIfItFits(digits, number) : (Object) number;
  }

  private static Object longIfItFits(String digits, double otherwise) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return otherwise; // the documented type of what a long cannot hold
    }
  }

  private int next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  private BadJson wrong(String why) {
    return new BadJson(why + ", at position " + (at + 1));
  }
}
