package homeport.kit;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text (RFC 8259) to and from plain values.
 *
 * <p>The values: {@code Map<String, ?>} in the order written, {@code List<?>}, {@code String},
 * {@code Boolean}, {@code Long} (a whole number that fits), {@code Double}, {@code null}. Text is
 * written on a single line.
 */
public final class Json {
  private static final JsonStream STREAM =
      JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();

  private Json() {}

  /**
   * Writes a value on one line, without a line end.
   *
   * @throws IllegalArgumentException for a value of any type not listed above ({@code Integer} and
   *     other boxed whole numbers are fine)
   */
  public static String write(@Nullable Object value) {
    var writer = STREAM.bufferedWriter();
    write(writer, value);
    return writer.result();
  }

  /**
   * Reads one value and nothing behind it.
   *
   * @throws BadJson if the text is not one JSON value, or nests deeper than 50
   */
  public static @Nullable Object read(String text) throws BadJson {
    return new JsonText(text).whole();
  }

  /**
   * As {@link #read}, for a text that must hold an object.
   *
   * @throws BadJson if it is anything else
   */
  public static Map<String, @Nullable Object> readMap(String text) throws BadJson {
    if (read(text) instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, value) -> copy.put((String) key, value));
      return copy;
    }
    throw new BadJson("an object in braces is needed here");
  }

  private static void write(JsonWriter writer, @Nullable Object value) {
    switch (value) {
      case null -> writer.nullValue();
      case String text -> writer.value(text);
      case Boolean truth -> writer.value(truth.booleanValue());
      case Double number when Double.isFinite(number) -> writer.value(number.doubleValue());
      case Long number -> writer.value(number.longValue());
      case Integer number -> writer.value(number.longValue());
      case Short number -> writer.value(number.longValue());
      case Collection<?> list -> {
        writer.beginArray();
        list.forEach(element -> write(writer, element));
        writer.endArray();
      }
      case Map<?, ?> map -> {
        writer.beginObject();
        map.forEach(
            (key, element) -> {
              writer.name((String) key);
              write(writer, element);
            });
        writer.endObject();
      }
      default ->
          throw new IllegalArgumentException("no JSON value: " + value.getClass().getSimpleName());
    }
  }
}
