package homeport.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object whose fields must be what they should be. */
final class Row {
  private final Map<?, ?> fields;

  Row(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadMemory("not an object: " + value);
    }
    fields = map;
  }

  boolean has(String field) {
    return fields.get(field) != null;
  }

  String text(String field) {
    if (fields.get(field) instanceof String text) {
      return text;
    }
    throw new BadMemory("no text in " + field);
  }

  double number(String field) {
    if (fields.get(field) instanceof Number number) {
      return number.doubleValue();
    }
    throw new BadMemory("no number in " + field);
  }

  boolean flag(String field) {
    if (fields.get(field) instanceof Boolean flag) {
      return flag;
    }
    throw new BadMemory("neither true nor false in " + field);
  }

  List<Object> list(String field) {
    if (fields.get(field) instanceof List<?> list) {
      return List.copyOf(list);
    }
    throw new BadMemory("no list in " + field);
  }

  Optional<Row> row(String field) {
    return has(field) ? Optional.of(new Row(fields.get(field))) : Optional.empty();
  }
}
