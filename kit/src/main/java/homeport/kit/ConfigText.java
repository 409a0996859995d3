package homeport.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A configuration text in YAML, read into nodes that know their line and column.
 *
 * <p>The YAML is the plain part of YAML 1.2: mappings, lists, scalars; one document, no anchors,
 * aliases or tags. A scalar stays the text that was written: {@code 007} and {@code yes} are not
 * turned into something else. At most 1 MiB and 50 levels.
 */
public final class ConfigText {
  /** The largest text that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private ConfigText() {}

  /**
   * Reads a file. Whatever is wrong with it is a mistake, never an exception.
   *
   * @return the root, or nothing if the text cannot be read at all
   */
  public static Optional<ConfigNode> read(Path file, Mistakes mistakes) {
    Place start = new Place(file.toString(), 1, 1);
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in.readNBytes(MAX_BYTES + 1), mistakes);
    } catch (NoSuchFileException e) {
      mistakes.add(start, "The file does not exist", "Create it, or name another one");
    } catch (AccessDeniedException e) {
      mistakes.add(start, "The file may not be read", "Give this user the right to read it");
    } catch (IOException e) {
      mistakes.add(
          start, "The file cannot be read: " + e.getMessage(), "Check that it is a readable file");
    }
    return Optional.empty();
  }

  /** As {@link #read(Path, Mistakes)}, from bytes in UTF-8. */
  public static Optional<ConfigNode> read(String name, byte[] bytes, Mistakes mistakes) {
    if (bytes.length > MAX_BYTES) {
      mistakes.add(
          new Place(name, 1, 1),
          "The text is larger than " + MAX_BYTES + " bytes",
          "Make it smaller; a configuration of that size is none");
      return Optional.empty();
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      mistakes.add(
          endOf(name, text), "A character is not in UTF-8", "Save the file in UTF-8 encoding");
      return Optional.empty();
    }
    return read(name, text, mistakes);
  }

  /** As {@link #read(Path, Mistakes)}, from text; {@code name} is shown as the file. */
  public static Optional<ConfigNode> read(String name, String text, Mistakes mistakes) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
      int c = plain.codePointAt(i);
      if (!allowed(c)) {
        mistakes.add(
            endOf(name, plain.substring(0, i)),
            String.format("The character U+%04X cannot stand in a text", c),
            "Remove it");
        return Optional.empty();
      }
    }
    return new ConfigParser(name, plain, mistakes).root();
  }

  private static boolean allowed(int c) {
    return c < 127 ? c >= ' ' || c == '\n' || c == '\r' || c == '\t' : StreamReader.isPrintable(c);
  }

  private static Place endOf(String name, String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Place(name, line, 1 + text.codePointCount(lineStart, text.length()));
  }
}
