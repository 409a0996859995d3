package homeport.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A directory on the machine's disk. */
final class DiskFolder implements Folder {
  private final Path directory;

  DiskFolder(Path directory) {
    this.directory = directory;
  }

  @Override
  public String path() {
    return directory.toString();
  }

  @Override
  public void prepare() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Override
  public Optional<Lock> lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(() -> letGo(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Held by another journal of this very process: the same answer.
    }
    channel.close();
    return Optional.empty();
  }

  private static void letGo(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  @Override
  public Appender append(String name, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    var appender = new ChannelAppender(channel);
    appender.cut(length);
    return appender;
  }

  private record ChannelAppender(FileChannel channel) implements Appender {
    @Override
    public void append(byte[] bytes) throws IOException {
      writeFully(channel, bytes);
    }

    @Override
    public void cut(long length) throws IOException {
      channel.truncate(length);
      channel.position(length);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file); // An older one may be readable by others.
    var ours = PosixFilePermissions.fromString("rw-------");
    try (var out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(ours))) {
      writeFully(out, content);
      out.force(true);
    }
  }

  private static void writeFully(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void force() throws IOException {
    try (var handle = FileChannel.open(directory, StandardOpenOption.READ)) {
      handle.force(true);
    }
  }
}
