package homeport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rooms and doors as a note for people draws them: a block of rooms below {@code ## Rooms} and a
 * block of doors below {@code ## Doors}, in each of which a program's name begins its part.
 */
public final class HousePlan {
  private final List<String> rooms;
  private final List<String> doors;

  private HousePlan(List<String> rooms, List<String> doors) {
    this.rooms = rooms;
    this.doors = doors;
  }

  /** Reads one program's part of the note. */
  public static HousePlan read(Path note, String program) {
    try {
      String text = Files.readString(note);
      return new HousePlan(part(text, "Rooms", program), part(text, "Doors", program));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> part(String text, String heading, String program) {
    var block =
        Pattern.compile("(?ms)^## " + heading + "$.*?^```$(.*?)^```$").matcher(text).results();
    String body = block.findFirst().orElseThrow().group(1);
    return body.lines()
        .dropWhile(line -> !line.startsWith(program + " "))
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.startsWith(program) ? line.substring(program.length()) : line)
        .toList();
  }

  /** The rooms that are drawn as pure. */
  public Set<String> pureRooms() {
    return rooms.stream()
        .filter(line -> line.endsWith("pure"))
        .map(line -> line.strip().split(" ", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The doors, as {@link House#shutDoors} takes them: a line for each room, empty ones too. */
  public String doors() {
    Map<String, Set<String>> open = new TreeMap<>();
    rooms.stream()
        .skip(1) // the root
        .forEach(line -> open.put(line.strip().split(" ", 2)[0], new TreeSet<>()));
    for (String line : doors) {
      for (String door : line.strip().split(" {3,}", -1)) {
        String[] sides = door.split(" -> ", -1);
        for (String room : sides[0].split(", ", -1)) {
          open.computeIfAbsent(room, _ -> new TreeSet<>())
              .addAll(Arrays.asList(sides[1].split(", ", -1)));
        }
      }
    }
    return open.entrySet().stream()
        .map(entry -> entry.getKey() + " -> " + String.join(", ", entry.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
