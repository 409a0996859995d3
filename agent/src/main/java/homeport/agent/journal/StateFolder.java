package homeport.agent.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** The files of one state directory: what they are called, how they are replaced. */
final class StateFolder {
  static final String JOURNAL = "journal.jsonl";
  static final String STATE = "state.json";
  private static final String SALT = "salt";
  private static final int OLD_JOURNALS = 4;

  private final Folder folder;

  StateFolder(Folder folder) {
    this.folder = folder;
  }

  String path() {
    return folder.path();
  }

  String path(String name) {
    return folder.path() + "/" + name;
  }

  Folder folder() {
    return folder;
  }

  /** All journals, oldest first. */
  List<String> journals() {
    var files = new ArrayList<String>();
    for (int i = OLD_JOURNALS; i >= 1; i--) {
      if (folder.has(old(i))) {
        files.add(old(i));
      }
    }
    files.add(JOURNAL);
    return files;
  }

  private static String old(int number) {
    return "journal." + number + ".jsonl";
  }

  /** Opens the current journal; a line that is forced in it cannot lose its file. */
  Folder.Appender openJournal(long length) throws IOException {
    boolean isNew = !folder.has(JOURNAL);
    Folder.Appender opened = folder.append(JOURNAL, length);
    if (isNew) {
      folder.force();
    }
    return opened;
  }

  void rotateJournals() throws IOException {
    for (int i = OLD_JOURNALS - 1; i >= 1; i--) {
      if (folder.has(old(i))) {
        folder.move(old(i), old(i + 1));
      }
    }
    if (folder.has(JOURNAL)) {
      folder.move(JOURNAL, old(1));
    }
    folder.force();
  }

  /** The old file or the new one, never a half. */
  void replaceState(String text) throws IOException {
    replace(STATE, text);
  }

  private void replace(String name, String text) throws IOException {
    folder.write(name + ".new", text.getBytes(StandardCharsets.UTF_8));
    folder.move(name + ".new", name);
    folder.force();
  }

  /** Puts a file aside that cannot be used, so that nothing of it is lost. */
  String putAside(String name) throws IOException {
    String aside = name + ".unusable";
    folder.move(name, aside);
    return aside;
  }

  /**
   * Random, made once for this installation; a new one each time if it cannot be kept. On stable
   * storage before it is used: a block that is read back depends on it.
   */
  String salt(RandomGenerator random) {
    try {
      String kept = new String(folder.read(SALT), StandardCharsets.UTF_8).strip();
      if (kept.length() == 64) {
        return kept;
      }
    } catch (IOException e) {
      // Not there yet, or not readable: a fresh one serves, and blocks end with this restart.
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String salt = HexFormat.of().formatHex(bytes);
    try {
      // With it and the journal a password could be guessed at leisure.
      replace(SALT, salt + "\n");
    } catch (IOException e) {
      System.getLogger(StateFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "salt not kept: " + words(e));
    }
    return salt;
  }

  /** An I/O error as people say it. */
  static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
