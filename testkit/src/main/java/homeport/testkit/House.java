package homeport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rooms of one program: the packages below its root package, checked on what was compiled.
 *
 * <p>A door is a line such as {@code pace -> plan}: the left room may import the right one. The
 * root may import every room, and no room may import the root. Each check answers what is wrong, in
 * lines for people; nothing if all is well.
 */
public final class House {
  private static final String ROOT = "root";

  private final String program;
  private final Path sources;
  private final List<CompiledClass> classes;

  private House(String program, Path sources, List<CompiledClass> classes) {
    this.program = program;
    this.sources = sources;
    this.classes = classes;
  }

  /**
   * Reads the compiled classes of a program.
   *
   * @param program the root package, such as {@code homeport.agent}
   * @param classes the folder that javac wrote to
   * @param sources the folder of the sources
   */
  public static House at(String program, Path classes, Path sources) {
    Path root = classes.resolve(program.replace('.', '/'));
    List<CompiledClass> read =
        files(root, ".class").map(CompiledClass::read).collect(Collectors.toList());
    if (read.isEmpty()) {
      throw new IllegalStateException("no classes in " + root);
    }
    return new House(program, sources.resolve(program.replace('.', '/')), read);
  }

  /**
   * Imports through doors that are shut, and rooms that the doors do not know.
   *
   * @param doors lines of {@code room -> room, room}; a room that imports nothing has none at the
   *     right
   */
  public List<String> shutDoors(String doors) {
    Map<String, Set<String>> open = table(doors);
    Set<String> wrong = new TreeSet<>();
    Pattern inside =
        Pattern.compile(Pattern.quote(program.replace('.', '/')) + "/(?:([a-z]\\w*)/)?");
    eachRoom(
        (room, compiled) -> {
          if (!room.equals(ROOT) && !open.containsKey(room)) {
            wrong.add(room + " is not in the list of doors");
          }
          for (String used : compiled.typesMatching(inside)) {
            var match = inside.matcher(used);
            String other = match.lookingAt() && match.group(1) != null ? match.group(1) : ROOT;
            boolean fine =
                room.equals(ROOT)
                    || room.equals(other)
                    || open.getOrDefault(room, Set.of()).contains(other);
            if (!fine) {
              wrong.add(room + " -> " + other + " is shut: " + compiled.name() + " uses " + used);
            }
          }
        });
    return List.copyOf(wrong);
  }

  /**
   * Libraries used outside their rooms.
   *
   * @param libraries lines of {@code package.prefix -> room, room}
   */
  public List<String> strayLibraries(String libraries) {
    Set<String> wrong = new TreeSet<>();
    table(libraries)
        .forEach(
            (library, rooms) -> {
              Pattern prefix = Pattern.compile(Pattern.quote(library.replace('.', '/')) + "/");
              eachRoom(
                  (room, compiled) -> {
                    if (!rooms.contains(room) && !compiled.typesMatching(prefix).isEmpty()) {
                      wrong.add(library + " is not for " + room + ": " + compiled.name());
                    }
                  });
            });
    return List.copyOf(wrong);
  }

  /** Clocks, loggers, threads, sockets, files and chance in the rooms that hold none of them. */
  public List<String> impurities(Set<String> pureRooms) {
    Set<String> wrong = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    eachRoom(
        (room, compiled) -> {
          if (pureRooms.contains(room)) {
            seen.add(room);
            Purity.violations(compiled)
                .forEach(
                    what -> wrong.add(room + " is pure: " + compiled.name() + " uses " + what));
          }
        });
    pureRooms.stream()
        .filter(room -> !seen.contains(room))
        .forEach(room -> wrong.add("no " + room));
    return List.copyOf(wrong);
  }

  /** Rooms inside rooms. */
  public List<String> nestedRooms() {
    return packages().filter(path -> path.getNameCount() > 1).map(Path::toString).sorted().toList();
  }

  /** Rooms whose package-info does not begin with the room's sentence. */
  public List<String> roomsWithoutSentence() {
    return Stream.concat(Stream.of(Path.of("")), packages())
        .filter(room -> !hasSentence(sources.resolve(room).resolve("package-info.java")))
        .map(room -> program + (room.toString().isEmpty() ? "" : "." + room))
        .sorted()
        .toList();
  }

  private static boolean hasSentence(Path file) {
    try {
      return Files.exists(file)
          && Files.readString(file)
              .matches("(?s)/\\*\\*\\s+(\\* )?[A-Z][^.]+\\..*\\*/\\s*package .*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Path> packages() {
    return files(sources, ".java")
        .map(file -> sources.relativize(file.getParent()))
        .filter(room -> !room.toString().isEmpty())
        .distinct();
  }

  private void eachRoom(BiConsumer<String, CompiledClass> visit) {
    int depth = program.length() + 1;
    for (CompiledClass compiled : classes) {
      String inside = compiled.name().substring(depth);
      int slash = inside.indexOf('/');
      visit.accept(slash < 0 ? ROOT : inside.substring(0, slash), compiled);
    }
  }

  private static Map<String, Set<String>> table(String lines) {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String line : lines.lines().filter(text -> !text.isBlank()).toList()) {
      String[] sides = line.split("->", -1);
      Set<String> right =
          sides.length < 2
              ? Set.of()
              : Arrays.stream(sides[1].split(","))
                  .map(String::strip)
                  .filter(room -> !room.isEmpty())
                  .collect(Collectors.toSet());
      if (table.put(sides[0].strip(), right) != null) {
        throw new IllegalArgumentException("two lines for " + sides[0].strip());
      }
    }
    return table;
  }

  private static Stream<Path> files(Path folder, String ending) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> path.toString().endsWith(ending)).sorted().forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }
}
