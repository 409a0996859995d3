package homeport.kit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a configuration text: text, a list, a mapping, or nothing.
 *
 * <p>The reading methods return nothing when the value does not fit, and have then noted a mistake
 * with place and remedy; the caller goes on with the rest.
 */
public final class ConfigNode {

  /** Turns text into a value. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads the text.
     *
     * @throws Exception with a message for people, if it does not fit; the message becomes the
     *     mistake
     */
    T of(String text) throws Exception;
  }

  private sealed interface Value {}

  private record Scalar(String text, boolean commentFollows) implements Value {}

  private record Items(List<ConfigNode> list) implements Value {}

  private record Mapping(ConfigMap map) implements Value {}

  private record Nothing() implements Value {}

  /** Could not be read, and the mistake is noted already. */
  private record Broken() implements Value {}

  private final Place place;
  private final Mistakes mistakes;
  private final Value value;

  private ConfigNode(Place place, Mistakes mistakes, Value value) {
    this.place = place;
    this.mistakes = mistakes;
    this.value = value;
  }

  static ConfigNode scalar(Place place, Mistakes mistakes, String text, boolean commentFollows) {
    return new ConfigNode(place, mistakes, new Scalar(text, commentFollows));
  }

  static ConfigNode list(Place place, Mistakes mistakes, List<ConfigNode> list) {
    return new ConfigNode(place, mistakes, new Items(List.copyOf(list)));
  }

  static ConfigNode map(Place place, Mistakes mistakes, ConfigMap map) {
    return new ConfigNode(place, mistakes, new Mapping(map));
  }

  static ConfigNode empty(Place place, Mistakes mistakes) {
    return new ConfigNode(place, mistakes, new Nothing());
  }

  static ConfigNode broken(Place place, Mistakes mistakes) {
    return new ConfigNode(place, mistakes, new Broken());
  }

  /** Where the value begins. */
  public Place place() {
    return place;
  }

  /** Notes a mistake at this value. */
  public void mistake(String what, String remedy) {
    mistakes.add(place, what, remedy);
  }

  /** Notes a warning at this value. */
  public void warn(String what, String remedy) {
    mistakes.warn(place, what, remedy);
  }

  /** Whether the value is text (not a list, not a mapping, not empty). */
  public boolean isText() {
    return value instanceof Scalar;
  }

  /** Whether the value is a list. */
  public boolean isList() {
    return value instanceof Items;
  }

  /** Whether the value is a mapping. */
  public boolean isMap() {
    return value instanceof Mapping;
  }

  boolean isBroken() {
    return value instanceof Broken;
  }

  /** The text if it is text; notes nothing otherwise. */
  Optional<String> scalarText() {
    return value instanceof Scalar scalar ? Optional.of(scalar.text) : Optional.empty();
  }

  /** The text as it was written, never empty unless it was written as {@code ""}. */
  public Optional<String> text() {
    if (!(value instanceof Scalar)) {
      wrongKind("a text", "Write one value; put it in quotes if it begins with {, [, #, *, & or !");
    }
    return scalarText();
  }

  /**
   * A secret or where to find it, as {@link SecretSource#parse} reads it. Warns when a comment
   * follows an unquoted literal, because {@code abc #def} may have been meant as one password.
   */
  public Optional<SecretSource> secret() {
    Optional<SecretSource> source = read(SecretSource::parse, "Put the secret in quotes");
    if (value instanceof Scalar scalar
        && scalar.commentFollows
        && source.isPresent()
        && source.get().isLiteral()) {
      warn(
          "What follows # is a comment and does not belong to the secret",
          "If it should, put the whole secret in quotes");
    }
    return source;
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> flag() {
    return choice(Map.of("true", true, "false", false));
  }

  /** A whole number within the bounds, both included. */
  public Optional<Integer> integer(int min, int max) {
    String remedy = "Write a whole number from " + min + " to " + max;
    return text()
        .flatMap(
            text -> {
              if (text.matches("-?\\d{1,10}")) {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                  return Optional.of((int) number);
                }
              }
              mistake(shown(text) + " is not a number that can stand here", remedy);
              return Optional.empty();
            });
  }

  /**
   * A duration such as {@code 90s}, {@code 5m}, {@code 1h30m} or {@code 28d}, within the bounds,
   * both included. Units: ms, s, m, h, d, w. A bare {@code 0} needs none.
   */
  public Optional<Duration> duration(Duration min, Duration max) {
    return text()
        .flatMap(
            text -> {
              Optional<Duration> duration = DurationText.parse(text);
              if (duration.isEmpty()) {
                mistake(shown(text) + " is not a duration", "Write it as 30s, 5m, 2h or 28d");
              }
              return duration.filter(
                  d -> {
                    boolean fits = d.compareTo(min) >= 0 && d.compareTo(max) <= 0;
                    if (!fits) {
                      mistake(
                          shown(text) + " is out of bounds",
                          "Write a duration from "
                              + DurationText.write(min)
                              + " to "
                              + DurationText.write(max));
                    }
                    return fits;
                  });
            });
  }

  /** One of the words. The remedy names the nearest word, or all. */
  public <T> Optional<T> choice(Map<String, T> words) {
    return text()
        .flatMap(
            text -> {
              Optional<T> chosen = Optional.ofNullable(words.get(text));
              if (chosen.isEmpty()) {
                mistake(shown(text) + " is not known here", Similar.remedy(text, words.keySet()));
              }
              return chosen;
            });
  }

  /**
   * Text turned into a value by a method that refuses by an exception, such as {@code
   * Hostname::parse}. Its message becomes the mistake, so it must be one for people.
   */
  public <T> Optional<T> read(Reading<T> reading, String remedy) {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(reading.of(text));
              } catch (Exception e) {
                mistake(sentence(e), remedy);
                return Optional.empty();
              }
            });
  }

  /** The elements of a list. */
  public List<ConfigNode> list() {
    if (value instanceof Items items) {
      return items.list;
    }
    wrongKind("a list", "Write one item a line, each after \"- \"");
    return List.of();
  }

  /** The elements of a list of at least one, or this value itself if it is no list. */
  public List<ConfigNode> oneOrMore() {
    return switch (value) {
      case Scalar _, Mapping _ -> List.of(this);
      case Broken _ -> List.of();
      case Items items when !items.list.isEmpty() -> items.list;
      case Items _, Nothing _ -> {
        mistake("There is no value", "Write one value, or a list of them");
        yield List.of();
      }
    };
  }

  /** The mapping. */
  public Optional<ConfigMap> map() {
    if (value instanceof Mapping mapping) {
      return Optional.of(mapping.map);
    }
    wrongKind("a mapping", "Write \"key: value\" lines here, indented by two spaces");
    return Optional.empty();
  }

  private void wrongKind(String wanted, String remedy) {
    switch (value) {
      case Nothing _ -> mistake("There is no value; " + wanted + " is needed", remedy);
      case Scalar _ -> mistake("This is text; " + wanted + " is needed", remedy);
      case Items _ -> mistake("This is a list; " + wanted + " is needed", remedy);
      case Mapping _ -> mistake("This is a mapping; " + wanted + " is needed", remedy);
      case Broken _ -> {}
    }
  }

  private static String sentence(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static String shown(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }

  /** Where it stands and of which kind; never the value, which may be a secret. */
  @Override
  public String toString() {
    return place + " " + value.getClass().getSimpleName();
  }
}
