package homeport.agent.journal;

import java.io.IOException;
import java.util.Optional;

/**
 * One directory of files, as far as remembering needs it: the wall between the journal and the
 * disk, behind which a simulated one may be that tears and fills up.
 *
 * <p>What was written is on stable storage only once it was forced: a file's content by its own
 * force, a name (made, moved or deleted) by {@link #force}.
 */
public interface Folder {

  /** Where it is, for people. */
  String path();

  /** Makes the directory if it is not there. */
  void prepare() throws IOException;

  /**
   * Holds the directory for this process, until closed or until the process ends.
   *
   * @return nothing if another one holds it
   */
  Optional<Lock> lock() throws IOException;

  /** Whether there is a file of this name. */
  boolean has(String name);

  /**
   * The whole file.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  byte[] read(String name) throws IOException;

  /**
   * Opens a file for appending, and makes it if need be.
   *
   * @param length what comes after so many bytes is cut off
   */
  Appender append(String name, long length) throws IOException;

  /** Writes a file of the owner's alone, in place of an older one, and forces its content. */
  void write(String name, byte[] content) throws IOException;

  /** Gives a file another name, in place of an older one of that name: the one or the other. */
  void move(String from, String to) throws IOException;

  /** Forces the names. */
  void force() throws IOException;

  /** The directory is ours until this is closed. */
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /** A file that grows. */
  interface Appender extends AutoCloseable {
    /** Adds bytes at the end: all of them, or some before it fails. */
    void append(byte[] bytes) throws IOException;

    /** Cuts off what comes after so many bytes. */
    void cut(long length) throws IOException;

    /** Forces the content. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
