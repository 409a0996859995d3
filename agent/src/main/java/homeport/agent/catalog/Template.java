package homeport.agent.catalog;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with slots, filled in one pass: a value that itself looks like a slot stays what it is.
 *
 * @param source as it was written
 * @param parts text and slots in turn
 */
public record Template(String source, List<Part> parts) {
  private static final Pattern SLOT = Pattern.compile("\\{([^{}]*)\\}");

  public Template {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  public sealed interface Part {}

  /** Text that stays as it is. */
  public record Text(String text) implements Part {}

  /** A place to fill. */
  public record Hole(Slot slot) implements Part {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException naming the first word in braces that is no slot
   */
  public static Template parse(String source) {
    var parts = new ArrayList<Part>();
    Matcher matcher = SLOT.matcher(source);
    int from = 0;
    while (matcher.find()) {
      Slot slot = Slot.BY_WORD.get(matcher.group(1));
      if (slot == null) {
        throw new IllegalArgumentException(matcher.group() + " is not a slot");
      }
      if (matcher.start() > from) {
        parts.add(new Text(source.substring(from, matcher.start())));
      }
      parts.add(new Hole(slot));
      from = matcher.end();
    }
    if (from < source.length()) {
      parts.add(new Text(source.substring(from)));
    }
    return new Template(source, parts);
  }

  /** The slots that occur. */
  public Set<Slot> slots() {
    var slots = EnumSet.noneOf(Slot.class);
    for (Part part : parts) {
      switch (part) {
        case Text _ -> {}
        case Hole(var slot) -> slots.add(slot);
      }
    }
    return slots;
  }

  /**
   * Fills the slots.
   *
   * @param values encoded already
   * @return nothing if a slot has no value
   */
  public Optional<String> fill(Map<Slot, String> values) {
    var text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Text(var literal) -> text.append(literal);
        case Hole(var slot) -> {
          String value = values.get(slot);
          if (value == null) {
            return Optional.empty();
          }
          text.append(value);
        }
      }
    }
    return Optional.of(text.toString());
  }

  @Override
  public String toString() {
    return source;
  }
}
