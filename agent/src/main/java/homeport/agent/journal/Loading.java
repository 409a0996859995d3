package homeport.agent.journal;

import homeport.kit.BadJson;
import homeport.kit.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From files to memory, whatever has happened to them. */
final class Loading {
  /** Of the state file. */
  static final int VERSION = 1;

  /** How the journal writes the beginning of each line. */
  private static final Pattern NUMBER = Pattern.compile("\\{\"seq\":(\\d{1,18}),");

  /**
   * @param goodLength how much of the current journal is whole lines
   * @param trusted whether nothing was missing
   */
  record Loaded(long sequence, long goodLength, boolean trusted, List<String> complaints) {}

  private final StateFolder folder;
  private final Memory memory;
  private final Moment now;
  private final List<String> complaints = new ArrayList<>();
  private boolean trusted = true;
  private long sequence;

  private Loading(StateFolder folder, Memory memory, Moment now) {
    this.folder = folder;
    this.memory = memory;
    this.now = now;
  }

  static Loaded load(StateFolder folder, Memory memory, Moment now) {
    var loading = new Loading(folder, memory, now);
    loading.state();
    long goodLength = 0;
    for (String file : folder.journals()) {
      goodLength = loading.journal(file);
    }
    return new Loaded(loading.sequence, goodLength, loading.trusted, loading.complaints);
  }

  private void state() {
    String file = folder.path(StateFolder.STATE);
    String text;
    try {
      text = new String(folder.folder().read(StateFolder.STATE), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return; // The first start, or before the first rotation: the journal has it all.
    } catch (IOException e) {
      complain("cannot read " + file + " (" + StateFolder.words(e) + ")");
      return;
    }
    try {
      var row = new Row(Json.read(text));
      if ((int) row.number("version") > VERSION) {
        throw new BadMemory("it was written by a newer version of this program");
      }
      memory.apply(
          new Entry(
              "state",
              "",
              Map.of(),
              MemoryText.readBeliefs(row.list("published")),
              MemoryText.readStandings(row.list("standings"), now)));
      sequence = (long) row.number("seq");
    } catch (BadJson | BadMemory e) {
      complain(file + " cannot be used (" + e.getMessage() + "); " + aside());
    }
  }

  private String aside() {
    try {
      return "it is kept as "
          + folder.putAside(StateFolder.STATE)
          + ", the journal is read instead";
    } catch (IOException e) {
      return "the journal is read instead";
    }
  }

  private void complain(String what) {
    trusted = false;
    complaints.add(
        what
            + ". Before the first update of each hostname the agent looks at DNS, so nothing is sent"
            + " needlessly");
  }

  /** How many bytes of the file are whole lines. */
  private long journal(String name) {
    String file = folder.path(name);
    byte[] bytes;
    try {
      bytes = folder.folder().read(name);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      complain("cannot read " + file + " (" + StateFolder.words(e) + ")");
      return 0;
    }
    int start = 0;
    int number = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        number++;
        line(new String(bytes, start, i - start, StandardCharsets.UTF_8), file, number);
        start = i + 1;
      }
    }
    // What is left has no end: a crash tore it. It was not forced, so nobody was told that it
    // counts.
    return start;
  }

  private void line(String text, String file, int number) {
    if (isOld(text)) {
      return; // Summed up in the state file already, so what is wrong with it does no harm.
    }
    try {
      var row = new Row(Json.read(text));
      long mine = (long) row.number("seq");
      if (mine <= sequence) {
        return; // Summed up in the state file already.
      }
      memory.apply(
          new Entry(
              row.text("event"),
              "",
              Map.of(),
              row.has("published") ? MemoryText.readBeliefs(row.list("published")) : Map.of(),
              row.has("standings")
                  ? MemoryText.readStandings(row.list("standings"), now)
                  : Map.of()));
      sequence = mine;
    } catch (BadJson | BadMemory e) {
      complain(
          file + ":" + number + " cannot be used (" + e.getMessage() + "); the line is skipped");
    }
  }

  /** Whether a line is older than the state file, without reading more than its number. */
  private boolean isOld(String text) {
    Matcher start = NUMBER.matcher(text);
    return start.lookingAt() && Long.parseLong(start.group(1)) <= sequence;
  }

  static List<Map<String, Object>> last(StateFolder folder, int count) {
    var lines = new ArrayDeque<Map<String, Object>>();
    for (String file : folder.journals()) {
      try {
        String texts = new String(folder.folder().read(file), StandardCharsets.UTF_8);
        texts.lines().forEach(text -> add(text, lines, count));
      } catch (IOException e) {
        // Rotated away meanwhile, or not ours to read: the other files still tell.
        System.getLogger(Loading.class.getName()).log(System.Logger.Level.DEBUG, file + ": " + e);
      }
    }
    return List.copyOf(lines);
  }

  private static void add(String text, Deque<Map<String, Object>> lines, int count) {
    if (readable(text) instanceof Map<?, ?> map) {
      var line = new LinkedHashMap<String, Object>();
      map.forEach((k, v) -> line.put(String.valueOf(k), v));
      lines.addLast(line);
      if (lines.size() > count) {
        lines.removeFirst();
      }
    }
  }

  private static @Nullable Object readable(String text) {
    try {
      return Json.read(text);
    } catch (BadJson e) {
      return text;
    }
  }
}
