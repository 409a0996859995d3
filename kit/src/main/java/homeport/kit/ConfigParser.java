package homeport.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * From parser events to nodes. The events, not the library's composed nodes: they let an alias be a
 * mistake with a place and the reading go on behind it, and nesting be limited before it recurses.
 */
final class ConfigParser {
  private static final int MAX_DEPTH = 50;
  private static final String QUOTES = "Put the value in quotes";

  private final String name;
  private final String text;
  private final Mistakes mistakes;
  private final Parser events;
  private int marked;
  private int markedCodePoints;

  ConfigParser(String name, String text, Mistakes mistakes) {
    this.name = name;
    this.text = text;
    this.mistakes = mistakes;
    var settings = LoadSettings.builder().setLabel(name).setUseMarks(true).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  Optional<ConfigNode> root() {
    try {
      events.next(); // stream start
      if (!events.checkEvent(Event.ID.DocumentStart)) {
        mistakes.add(
            new Place(name, 1, 1), "The text is empty", "Write at least one \"key: value\" line");
        return Optional.empty();
      }
      events.next();
      ConfigNode root = node(events.next(), 0);
      events.next(); // document end
      if (!events.checkEvent(Event.ID.StreamEnd)) {
        mistakes.add(
            place(events.peekEvent().getStartMark()),
            "A second document begins",
            "Remove the line ---; there is one document in a file");
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (TooDeep e) {
      mistakes.add(e.place, "This nests deeper than " + MAX_DEPTH, "Make it flatter");
    } catch (MarkedYamlEngineException e) {
      Place place = place(whereItBegan(e));
      YamlSyntax.explain(e, characterAt(e), place, mistakes);
    } catch (YamlEngineException e) {
      mistakes.add(new Place(name, 1, 1), "The text is not YAML", "Compare it with an example");
    }
    return Optional.empty();
  }

  private ConfigNode node(Event event, int depth) {
    Place place = place(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new TooDeep(place);
    }
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      refuseTagAndAnchor(node, place);
    }
    return switch (event) {
      case AliasEvent _ -> {
        mistakes.add(
            place,
            "A value that begins with * means an alias",
            QUOTES + ", as in \"*.example.org\"");
        yield ConfigNode.broken(place, mistakes);
      }
      case ScalarEvent scalar -> scalar(scalar, place);
      case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart ->
          list(place, depth);
      default -> map(place, depth);
    };
  }

  private void refuseTagAndAnchor(NodeEvent node, Place place) {
    boolean tag =
        switch (node) {
          case ScalarEvent scalar -> scalar.getTag().isPresent();
          case CollectionStartEvent start -> start.getTag().isPresent();
          default -> false;
        };
    if (tag) {
      mistakes.add(place, "A value that begins with ! means a tag", QUOTES);
    }
    if (node.getAnchor().isPresent()) {
      mistakes.add(place, "A value that begins with & means an anchor", QUOTES);
    }
  }

  private ConfigNode scalar(ScalarEvent scalar, Place place) {
    String value = scalar.getValue();
    if (!scalar.isPlain()) {
      return ConfigNode.scalar(place, mistakes, value, false);
    }
    boolean cut = scalar.getEndMark().map(this::commentFollows).orElse(false);
    return value.isEmpty() || value.equals("~") || value.equals("null")
        ? ConfigNode.empty(place, mistakes)
        : ConfigNode.scalar(place, mistakes, value, cut);
  }

  private boolean commentFollows(Mark end) {
    int at = offset(end.getIndex());
    while (at < text.length()
        && text.charAt(at) != '\n'
        && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '#';
  }

  /** Where in the text a mark is. Marks count code points, and mostly move on by a few. */
  private int offset(int codePoints) {
    marked = text.offsetByCodePoints(marked, codePoints - markedCodePoints);
    markedCodePoints = codePoints;
    return marked;
  }

  private ConfigNode list(Place place, int depth) {
    List<ConfigNode> elements = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      elements.add(node(events.next(), depth + 1));
    }
    events.next();
    return ConfigNode.list(place, mistakes, elements);
  }

  private ConfigNode map(Place place, int depth) {
    List<ConfigMap.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      ConfigNode key = node(events.next(), depth + 1);
      ConfigNode value = node(events.next(), depth + 1);
      Optional<String> word = key.scalarText();
      if (word.isEmpty()) {
        if (!key.isBroken()) {
          mistakes.add(key.place(), "A key must be a word", "Write it as \"key: value\"");
        }
        continue;
      }
      Place first = seen.putIfAbsent(word.get(), key.place());
      if (first == null) {
        entries.add(new ConfigMap.Entry(word.get(), key.place(), value));
      } else {
        mistakes.add(
            key.place(),
            "The key \"" + word.get() + "\" is written twice, first in line " + first.line(),
            "Keep one of the two");
      }
    }
    events.next();
    return ConfigNode.map(place, mistakes, new ConfigMap(place, mistakes, entries));
  }

  // An alias or anchor is seen to be wrong at its first odd character; it begins at its * or &.
  private static Optional<Mark> whereItBegan(MarkedYamlEngineException e) {
    String context = String.valueOf(e.getContext());
    return context.contains("alias") || context.contains("anchor")
        ? e.getContextMark()
        : e.getProblemMark().or(e::getContextMark);
  }

  private int characterAt(MarkedYamlEngineException e) {
    int index = e.getProblemMark().map(Mark::getIndex).orElse(0);
    return index < text.codePointCount(0, text.length()) ? text.codePointAt(offset(index)) : '\n';
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(name, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Place(name, 1, 1));
  }

  /** Stops the reading; never leaves this class. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    TooDeep(Place place) {
      this.place = place;
    }
  }
}
