package homeport.agent.sim;

import homeport.agent.journal.Folder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A directory that forgets at a power cut what was not forced, tears what was on its way, fills up
 * and goes read-only.
 */
final class Disk {
  private Map<String, File> names = new TreeMap<>();

  /** The names as they will be after a power cut, and as they were after each change since. */
  private List<Map<String, File>> durable = new ArrayList<>(List.of(Map.of()));

  private final SplittableRandom random;
  private final Runnable step;
  private boolean full;
  private boolean readOnly;
  private Object holder = this;

  /**
   * @param step called before each operation that changes something; may crash
   */
  Disk(long seed, Runnable step) {
    this.random = new SplittableRandom(seed);
    this.step = step;
  }

  private static final class File {
    private byte[] bytes = new byte[256];
    private int length;
    private byte[] forced = {};

    void add(byte[] more, int count) {
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (length + count));
      }
      System.arraycopy(more, 0, bytes, length, count);
      length += count;
    }

    byte[] content() {
      return Arrays.copyOf(bytes, length);
    }

    void become(byte[] content) {
      bytes = content.clone();
      length = content.length;
    }

    void force() {
      forced = content();
    }
  }

  void full(boolean now) {
    full = now;
  }

  void readOnly(boolean now) {
    readOnly = now;
  }

  boolean isWell() {
    return !full && !readOnly;
  }

  /** Whether a file has this text in it. */
  boolean holds(String text) {
    for (File file : names.values()) {
      if (new String(file.bytes, 0, file.length, java.nio.charset.StandardCharsets.UTF_8)
          .contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** Every file's bytes, for the digest of a life. */
  byte[] everything() {
    var all = new ByteArrayOutputStream();
    names.forEach(
        (name, file) -> {
          all.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          all.write(file.bytes, 0, file.length);
        });
    return all.toByteArray();
  }

  /** kill -9: the kernel has what was written. */
  void processEnded() {
    holder = this;
  }

  /** Power cut: what was forced is there, and a random part of the rest. */
  void powerCut() {
    holder = this;
    names = new TreeMap<>(durable.get(random.nextInt(durable.size())));
    for (File file : names.values()) {
      boolean grew =
          file.length >= file.forced.length
              && Arrays.equals(
                  file.bytes, 0, file.forced.length, file.forced, 0, file.forced.length);
      int rest = grew ? file.length - file.forced.length : 0;
      int kept = file.forced.length + (rest > 0 ? random.nextInt(rest + 1) : 0);
      file.become(grew ? Arrays.copyOf(file.bytes, kept) : file.forced);
      file.force();
    }
    durable = new ArrayList<>(List.of(new TreeMap<>(names)));
  }

  /** A file is damaged: bytes flipped, cut off, or emptied. */
  boolean damage(String name) {
    File file = names.get(name);
    if (file == null) {
      return false;
    }
    byte[] content = file.content();
    switch (random.nextInt(3)) {
      case 0 -> content = new byte[0];
      case 1 -> content = Arrays.copyOf(content, content.length / 2);
      default -> {
        for (int i = 0; i < 4 && content.length > 0; i++) {
          content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        }
      }
    }
    file.become(content);
    file.force();
    return true;
  }

  /** The folder as one process sees it. */
  Folder open() {
    return new View();
  }

  private final class View implements Folder {
    @Override
    public String path() {
      return "/state";
    }

    private void change() throws IOException {
      step.run();
      if (readOnly) {
        throw new FileSystemException(path(), null, "Read-only file system");
      }
    }

    private File need(String name) throws IOException {
      File file = names.get(name);
      if (file == null) {
        throw new NoSuchFileException(path() + "/" + name);
      }
      return file;
    }

    private void renamed() {
      durable.add(new TreeMap<>(names));
    }

    @Override
    public void prepare() {}

    @Override
    public Optional<Lock> lock() throws IOException {
      change();
      if (holder != Disk.this) {
        return Optional.empty();
      }
      holder = this;
      return Optional.of(() -> holder = Disk.this);
    }

    @Override
    public boolean has(String name) {
      return names.containsKey(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
      step.run();
      return need(name).content();
    }

    @Override
    public Appender append(String name, long length) throws IOException {
      change();
      if (!names.containsKey(name)) {
        names.put(name, new File());
        renamed();
      }
      File file = need(name);
      file.length = (int) Math.min(file.length, length);
      return new Tail(file);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
      change();
      var file = new File();
      names.put(name, file);
      renamed();
      fill(file, content);
      step.run();
      file.force();
    }

    private void fill(File file, byte[] content) throws IOException {
      int count = full ? random.nextInt(content.length + 1) : content.length;
      file.add(content, count);
      if (full) {
        throw new FileSystemException(path(), null, "No space left on device");
      }
    }

    @Override
    public void move(String from, String to) throws IOException {
      change();
      File file = need(from);
      names.remove(from);
      names.put(to, file);
      renamed();
    }

    @Override
    public void force() throws IOException {
      change();
      durable = new ArrayList<>(List.of(new TreeMap<>(names)));
    }

    private final class Tail implements Appender {
      private final File file;

      Tail(File file) {
        this.file = file;
      }

      @Override
      public void append(byte[] bytes) throws IOException {
        change();
        fill(file, bytes);
      }

      @Override
      public void cut(long length) throws IOException {
        change();
        file.length = (int) Math.min(file.length, length);
      }

      @Override
      public void force() throws IOException {
        change();
        file.force();
      }

      @Override
      public void close() {}
    }
  }
}
