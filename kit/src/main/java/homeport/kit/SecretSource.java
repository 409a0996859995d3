package homeport.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret comes from. It is read when the configuration is loaded and again on each reload,
 * so that a rotated file is noticed.
 *
 * <p>Written as the secret itself, or {@code env:NAME}, {@code file:/path} (the first line), {@code
 * credential:NAME} (a file in the directory that systemd names in {@code CREDENTIALS_DIRECTORY}). A
 * secret that begins with one of these words is written {@code literal:...}.
 */
public final class SecretSource {

  /** Says why a secret cannot be had; the message is for people and holds no secret. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String why) {
      super(why);
    }
  }

  /**
   * A secret that was read.
   *
   * @param warning what is unsafe about its place, for people
   */
  public record Found(Secret secret, Optional<String> warning) {}

  private enum Kind {
    LITERAL("literal:"),
    ENV("env:"),
    FILE("file:"),
    CREDENTIAL("credential:");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private static final int MAX_BYTES = 65_536;

  private final Kind kind;
  private final String text;

  private SecretSource(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /**
   * Reads the forms above. Every other character stands for itself.
   *
   * @throws Unavailable if the text after the word names nothing
   */
  public static SecretSource parse(String raw) throws Unavailable {
    for (Kind kind : Kind.values()) {
      if (raw.startsWith(kind.word)) {
        return named(kind, raw.substring(kind.word.length()));
      }
    }
    return new SecretSource(Kind.LITERAL, raw);
  }

  private static SecretSource named(Kind kind, String name) throws Unavailable {
    boolean good =
        switch (kind) {
          case LITERAL -> true;
          case ENV -> name.matches("[A-Za-z_][A-Za-z0-9_]*");
          case FILE -> name.startsWith("/") && name.indexOf('\0') < 0;
          case CREDENTIAL -> name.matches("[A-Za-z0-9_.-]+") && !name.matches("\\.+");
        };
    if (!good) {
      throw new Unavailable(
          switch (kind) {
                case FILE -> "After file: a path from / is needed";
                case ENV, CREDENTIAL, LITERAL -> "After " + kind.word + " a name is needed";
              }
              + "; a secret that begins with this word is written literal:"
              + kind.word
              + "...");
    }
    return new SecretSource(kind, name);
  }

  /** Whether the secret stands in the text itself. */
  public boolean isLiteral() {
    return kind == Kind.LITERAL;
  }

  /** The file that is read, if one is: whoever watches for changes watches it too. */
  public Optional<Path> file(Function<String, @Nullable String> environment) {
    return switch (kind) {
      case LITERAL, ENV -> Optional.empty();
      case FILE -> Optional.of(Path.of(text));
      case CREDENTIAL ->
          Optional.ofNullable(environment.apply("CREDENTIALS_DIRECTORY"))
              .map(directory -> Path.of(directory, text));
    };
  }

  /**
   * Gets the secret.
   *
   * @param environment the environment variables: {@code System::getenv}
   * @throws Unavailable if it is not there, empty, unreadable or larger than 64 KiB
   */
  public Found read(Function<String, @Nullable String> environment) throws Unavailable {
    return switch (kind) {
      case LITERAL -> new Found(notEmpty(text), Optional.empty());
      case ENV -> new Found(notEmpty(variable(environment, text)), Optional.empty());
      case FILE -> file(Path.of(text));
      case CREDENTIAL ->
          new Found(
              file(Path.of(variable(environment, "CREDENTIALS_DIRECTORY"), text)).secret(),
              Optional.empty());
    };
  }

  private String variable(Function<String, @Nullable String> environment, String name)
      throws Unavailable {
    String value = environment.apply(name);
    if (value == null) {
      throw new Unavailable("The environment variable " + name + " is not set");
    }
    return value;
  }

  private Found file(Path path) throws Unavailable {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Unavailable("The file " + path + " is larger than 64 KiB");
      }
      String content =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      List<String> lines = content.lines().limit(1).toList();
      return new Found(notEmpty(lines.isEmpty() ? "" : lines.getFirst()), warning(path));
    } catch (CharacterCodingException e) {
      throw new Unavailable("The file " + path + " is not text in UTF-8");
    } catch (IOException e) {
      throw new Unavailable(
          "The file " + path + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Secret notEmpty(String value) throws Unavailable {
    if (value.isEmpty()) {
      throw new Unavailable("The secret is empty");
    }
    return new Secret(value);
  }

  private static Optional<String> warning(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        ? Optional.of("Every user of this machine may read " + path + "; chmod 600 it")
        : Optional.empty();
  }

  /** As written in the configuration, a literal hidden. */
  @Override
  public String toString() {
    return isLiteral() ? "****" : kind.word + text;
  }
}
