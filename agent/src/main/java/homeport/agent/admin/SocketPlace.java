package homeport.agent.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Puts a socket into the file system so that at no time anybody else can open it, and so that the
 * socket of a running agent is never taken away.
 */
final class SocketPlace {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int LONGEST = 107; // sockaddr_un: 108 octets with the closing zero

  private final Path path;

  SocketPlace(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** Binds in a directory that only we can enter, then moves the socket to its place. */
  ServerSocketChannel bind() throws IOException {
    Path directory = Objects.requireNonNull(path.getParent(), "a socket lies in a directory");
    Path hidden = directory.resolve(".new" + ProcessHandle.current().pid());
    Path fresh = hidden.resolve("s");
    int length = Math.max(fresh.toString().length(), path.toString().length());
    if (length > LONGEST) {
      throw new IOException(
          "the path of the control socket is too long for this system (" + path + "); shorten it");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    checkSafe(directory);
    makeRoom();
    Files.deleteIfExists(fresh);
    Files.deleteIfExists(hidden);
    Files.createDirectory(hidden, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(fresh), 16);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(hidden);
    }
  }

  /** Whoever may rename files in the directory could put a socket of his own there. */
  private static void checkSafe(Path directory) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    boolean open =
        permissions.contains(PosixFilePermission.OTHERS_WRITE)
            || permissions.contains(PosixFilePermission.GROUP_WRITE);
    boolean sticky = ((Integer) Files.getAttribute(directory, "unix:mode") & 01000) != 0;
    if (open && !sticky) {
      throw new IOException(
          "others may write to "
              + directory
              + ", the directory of the control socket; chmod go-w it, or name another one");
    }
  }

  private void makeRoom() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new IOException(path + " is there already and is not a socket; remove it");
    }
    if (answers()) {
      throw new IOException("another agent answers at " + path + "; stop it first");
    }
    Files.delete(path);
  }

  private boolean answers() {
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (IOException e) {
      return false; // Refused: whoever made it is gone.
    }
  }

  /** What tells our socket from one that another agent put there since. */
  Object identity() throws IOException {
    Object key =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return key == null ? path : key;
  }

  void remove(Object identity) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity().equals(identity)) {
      Files.delete(path);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
