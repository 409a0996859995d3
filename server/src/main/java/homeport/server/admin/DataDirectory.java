package homeport.server.admin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The directory that holds everything the server must not lose. One process at a time holds its
 * lock, and with it the right to open the database.
 */
public final class DataDirectory implements AutoCloseable {
  private final FileChannel file;
  private final FileLock lock;

  private DataDirectory(FileChannel file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Makes the directory if it is missing, for its owner alone, and takes its lock.
   *
   * @return the lock, or nothing if another process holds it
   * @throws OrderRefused if the directory cannot be used
   */
  public static Optional<DataDirectory> lock(Path directory) {
    try {
      makePrivate(directory);
      FileChannel file =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      return Optional.of(new DataDirectory(file, lock));
    } catch (IOException e) {
      throw new OrderRefused(
          "the data directory cannot be used: "
              + e
              + "; check that this user may write to "
              + directory);
    }
  }

  /** Makes a directory for its owner alone, unless it is there. */
  static void makePrivate(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Where the database is. */
  public static Path database(Path directory) {
    return directory.resolve("homeport.db");
  }

  /** Where a running server listens for orders. */
  public static Path controlSocket(Path directory) {
    return directory.resolve("control").resolve("control.sock");
  }

  /** Where the self-made certificate is. */
  public static Path certificates(Path directory) {
    return directory.resolve("certificates");
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}
