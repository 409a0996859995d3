package homeport.agent.journal;

import homeport.kit.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The durable list of what happened, and the memory that is its sum.
 *
 * <p>The journal is the truth: a line that changes memory is forced to disk before it counts as
 * remembered. {@code state.json} is only its summary up to a line's number, replaced atomically
 * when the journal is rotated. If the disk refuses, memory goes on in the process, and the whole of
 * it is written as soon as the disk works again.
 *
 * <p>Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {
  private static final long ROTATE_AT = 1 << 20;

  /** When a line counts as remembered. */
  public enum Durability {
    /** When it has reached stable storage: it survives a power cut. */
    FORCED,
    /** When the operating system has it: it survives the end of this process. */
    WRITTEN,
    /** Never: this is a look beside the agent that owns the files. */
    LOOKING
  }

  private final Durability durability;
  private final StateFolder folder;
  private final Folder.@Nullable Lock lock;
  private final Supplier<Moment> clock;
  private final RandomGenerator random;
  private final Memory memory = new Memory();
  private final List<String> complaints = new ArrayList<>();
  private final boolean trusted;
  private final Object forcing = new Object();
  private long forced;

  private Folder.@Nullable Appender channel;
  private long length;
  private long sequence;
  private boolean behind;
  private boolean closed;

  private Journal(
      StateFolder folder,
      Folder.@Nullable Lock lock,
      Supplier<Moment> clock,
      RandomGenerator random,
      Durability durability) {
    this.durability = durability;
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.random = random;
    var loaded = Loading.load(folder, memory, clock.get());
    complaints.addAll(loaded.complaints());
    trusted = loaded.trusted();
    sequence = loaded.sequence();
    if (durability == Durability.LOOKING) {
      return;
    }
    try {
      channel = open(loaded.goodLength());
    } catch (IOException e) {
      behind = true;
      complaints.add(cannotRemember(e));
    }
  }

  /**
   * Opens the memory in a directory, making it if need be. Whatever is wrong with the files becomes
   * a complaint, and memory starts from what can be read.
   *
   * @param clock both clocks, now
   * @throws AlreadyRunning if another agent holds the directory
   */
  public static Journal open(Path directory, Supplier<Moment> clock) throws AlreadyRunning {
    return open(directory, clock, Durability.FORCED);
  }

  /** As {@link #open(Path, Supplier)}; a simulated world, where no power fails, need not force. */
  public static Journal open(Path directory, Supplier<Moment> clock, Durability durability)
      throws AlreadyRunning {
    return open(new DiskFolder(directory), clock, new SecureRandom(), durability);
  }

  /**
   * As {@link #open(Path, Supplier)}, in any folder.
   *
   * @param random for the salt
   */
  public static Journal open(
      Folder files, Supplier<Moment> clock, RandomGenerator random, Durability durability)
      throws AlreadyRunning {
    var folder = new StateFolder(files);
    try {
      files.prepare();
      Folder.Lock lock = files.lock().orElseThrow(() -> new AlreadyRunning(files.path()));
      return new Journal(folder, lock, clock, random, durability);
    } catch (IOException e) {
      var journal = new Journal(folder, null, clock, random, durability);
      journal.behind = true;
      journal.complaints.clear(); // One cause, one complaint.
      journal.complaints.add(journal.cannotRemember(e));
      return journal;
    }
  }

  /** Memory as the files tell it; what is added stays in the process. Needs no lock. */
  public static Journal looking(Path directory, Supplier<Moment> clock) {
    var folder = new StateFolder(new DiskFolder(directory));
    return new Journal(folder, null, clock, new SecureRandom(), Durability.LOOKING);
  }

  private Folder.Appender open(long goodLength) throws IOException {
    // A torn last line of a crash would glue itself to the next one.
    Folder.Appender opened = folder.openJournal(goodLength);
    length = goodLength;
    return opened;
  }

  /** The sum of all lines. */
  public Memory memory() {
    return memory;
  }

  /** What was wrong with the files when they were opened, for people; with the remedy. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Whether memory was read whole; if not, a look at DNS comes before any update. */
  public boolean trusted() {
    return trusted;
  }

  /** A random text of this installation, for fingerprints that tell nobody a password. */
  public String salt() {
    return folder.salt(random);
  }

  /**
   * Adds a line. Memory has it when this returns, in any case; the disk has it unless there is a
   * complaint.
   *
   * @return a complaint for the log, when the disk began or ceased to refuse
   */
  public Optional<String> append(Entry entry) {
    long mine;
    Optional<String> news;
    synchronized (this) {
      news = add(entry);
      mine = sequence;
    }
    if (entry.changesMemory() && durability == Durability.FORCED) {
      return force(mine).or(() -> news);
    }
    return news;
  }

  /**
   * Adds a line without waiting for the disk: it outlives this process, but perhaps not a power
   * cut. For what is about to be done, where the wait would cost more than the line is worth.
   *
   * @return a complaint for the log, when the disk began or ceased to refuse
   */
  public synchronized Optional<String> announce(Entry entry) {
    return add(entry);
  }

  private Optional<String> add(Entry entry) {
    memory.apply(entry);
    sequence++;
    return behind ? catchUp() : write(entry);
  }

  private Optional<String> write(Entry entry) {
    Folder.Appender out = channel;
    if (out == null) {
      return Optional.empty();
    }
    try {
      byte[] line = (Json.write(line(entry)) + "\n").getBytes(StandardCharsets.UTF_8);
      out.append(line);
      length += line.length;
      if (length > ROTATE_AT) {
        rotate();
      }
      return Optional.empty();
    } catch (IOException e) {
      behind = true;
      cutBack(out);
      return Optional.of(cannotRemember(e));
    }
  }

  private void cutBack(Folder.Appender out) {
    try {
      out.cut(length);
    } catch (IOException e) {
      // The half line stays; the reader of the next start cuts it off.
      channel = null;
    }
  }

  private Map<String, Object> line(Entry entry) {
    Moment now = clock.get();
    var line = new LinkedHashMap<String, Object>();
    line.put("seq", sequence);
    line.put("at", now.wall().toString());
    line.put("event", entry.event());
    line.put("text", entry.text());
    if (!entry.facts().isEmpty()) {
      line.put("facts", entry.facts());
    }
    if (!entry.beliefs().isEmpty()) {
      line.put("published", MemoryText.beliefs(entry.beliefs()));
    }
    if (!entry.standings().isEmpty()) {
      line.put("standings", MemoryText.standings(entry.standings(), now));
    }
    return line;
  }

  /** One force serves every line written before it. */
  private Optional<String> force(long mine) {
    synchronized (forcing) {
      if (forced >= mine) {
        return Optional.empty();
      }
      long upTo;
      Folder.Appender out;
      synchronized (this) {
        upTo = sequence;
        out = channel;
      }
      if (out == null) {
        return Optional.empty();
      }
      try {
        out.force();
        forced = upTo;
        return Optional.empty();
      } catch (IOException e) {
        synchronized (this) {
          if (!out.equals(channel)) {
            return Optional.empty(); // Rotated meanwhile, and forced by that.
          }
          behind = true;
        }
        return Optional.of(cannotRemember(e));
      }
    }
  }

  /** The disk refused before: write everything anew. */
  private Optional<String> catchUp() {
    try {
      folder.folder().prepare();
      rotate();
      behind = false;
      return Optional.of("remembering works again in " + folder.path());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void rotate() throws IOException {
    checkpoint();
    Folder.Appender old = channel;
    if (old != null) {
      old.force();
      channel = null;
      old.close();
    }
    folder.rotateJournals();
    channel = open(0);
  }

  private void checkpoint() throws IOException {
    Moment now = clock.get();
    var state = new LinkedHashMap<String, Object>();
    state.put("version", Loading.VERSION);
    state.put("seq", sequence);
    state.put("at", now.wall().toString());
    state.put("published", MemoryText.beliefs(memory.beliefs()));
    state.put("standings", MemoryText.standings(memory.standings(), now));
    folder.replaceState(Json.write(state) + "\n");
  }

  private String cannotRemember(IOException e) {
    return "cannot remember in "
        + folder.path()
        + " ("
        + StateFolder.words(e)
        + "); updates go on, but after a restart the agent has to look at DNS first. Free the disk or"
        + " correct the directory's owner; it is tried again with every update";
  }

  /** Writes the summary and lets go of the directory, which may be another agent's from then on. */
  @Override
  public synchronized void close() {
    if (closed || durability == Durability.LOOKING) {
      return;
    }
    closed = true;
    try {
      checkpoint();
      if (channel != null) {
        channel.close();
      }
      channel = null;
      behind = false;
    } catch (IOException e) {
      System.getLogger(Journal.class.getName()).log(System.Logger.Level.WARNING, cannotRemember(e));
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** Memory as the files tell it, for a reader beside a stopped agent. */
  public static Memory read(Path directory, Moment now) {
    var memory = new Memory();
    var _ = Loading.load(new StateFolder(new DiskFolder(directory)), memory, now);
    return memory;
  }

  /** The last lines of the journal, oldest first, as JSON objects; at most so many. */
  public static List<Map<String, Object>> last(Path directory, int count) {
    return Loading.last(new StateFolder(new DiskFolder(directory)), count);
  }
}
