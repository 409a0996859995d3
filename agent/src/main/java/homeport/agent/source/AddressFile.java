package homeport.agent.source;

import homeport.agent.plan.Heard;
import homeport.agent.transport.Via;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import homeport.dns.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A file that somebody else keeps up to date: its first line is the address.
 *
 * <p>Only a regular file is opened, since a pipe, a terminal or a socket may never answer. A
 * symbolic link may lead to one.
 */
public final class AddressFile implements AddressSource {
  private final Path file;
  private final Set<AddressRange> allowed;

  /**
   * @param allowed special ranges that it may name
   */
  public AddressFile(Path file, Set<AddressRange> allowed) {
    this.file = file;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public Kind kind() {
    return Kind.LOCAL;
  }

  @Override
  public String name() {
    return "file " + file;
  }

  @Override
  public Heard observe(AddressFamily family, Via via, Optional<IpAddress> gateway) {
    try {
      Path real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        return new Heard.Nothing("it is not a regular file");
      }
      try (InputStream in = Files.newInputStream(real)) {
        return FirstLine.read(in.readNBytes(FirstLine.LARGEST + 1), family, allowed);
      }
    } catch (NoSuchFileException e) {
      return new Heard.Silent("it is not there");
    } catch (IOException e) {
      return new Heard.Silent("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
