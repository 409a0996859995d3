package homeport.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of one state directory: who holds it, what they are called, how they are replaced. */
final class StateFolder {
  private static final int OLD_JOURNALS = 4;

  private final Path directory;

  StateFolder(Path directory) {
    this.directory = directory;
  }

  Path path() {
    return directory;
  }

  Path journal() {
    return directory.resolve("journal.jsonl");
  }

  Path state() {
    return directory.resolve("state.json");
  }

  /** All journals, oldest first. */
  List<Path> journals() {
    var files = new ArrayList<Path>();
    for (int i = OLD_JOURNALS; i >= 1; i--) {
      if (Files.exists(old(i))) {
        files.add(old(i));
      }
    }
    files.add(journal());
    return files;
  }

  private Path old(int number) {
    return directory.resolve("journal." + number + ".jsonl");
  }

  void prepare() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Holds the directory for this process. */
  Lock lock() throws IOException, AlreadyRunning {
    prepare();
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Lock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by another journal of this very process: the same answer.
    }
    channel.close();
    throw new AlreadyRunning(directory);
  }

  /** The directory is ours until this is closed; the kernel lets go of it with the process. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  void rotateJournals() throws IOException {
    for (int i = OLD_JOURNALS - 1; i >= 1; i--) {
      if (Files.exists(old(i))) {
        Files.move(old(i), old(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(journal())) {
      Files.move(journal(), old(1), StandardCopyOption.REPLACE_EXISTING);
    }
    forceDirectory();
  }

  /** The old file or the new one, never a half. */
  void replaceState(String text) throws IOException {
    Path fresh = directory.resolve("state.json.new");
    try (var out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory();
  }

  private void forceDirectory() throws IOException {
    try (var handle = FileChannel.open(directory, StandardOpenOption.READ)) {
      handle.force(true);
    }
  }

  /** Puts a file aside that cannot be used, so that nothing of it is lost. */
  Path putAside(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".unusable");
    return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Random, made once for this installation; a new one each time if it cannot be kept. */
  String salt() {
    Path file = directory.resolve("salt");
    try {
      String kept = Files.readString(file).strip();
      if (kept.length() == 64) {
        return kept;
      }
    } catch (IOException e) {
      // Not there yet, or not readable: a fresh one serves, and blocks end with this restart.
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String salt = HexFormat.of().formatHex(random);
    try {
      Files.deleteIfExists(file);
      // With it and the journal a password could be guessed at leisure.
      Path ours =
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(ours, salt + "\n");
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
