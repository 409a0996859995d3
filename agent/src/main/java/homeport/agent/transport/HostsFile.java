package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine's own list of names (hosts(5)). Read each time: it is short, and may have changed.
 *
 * @param path usually {@code /etc/hosts}
 */
record HostsFile(Path path) {

  /** What stands there for a name, in the file's order; nothing if the file cannot be read. */
  List<InetAddress> addresses(String host) {
    // Octets that are no UTF-8, in a comment, are no reason to fail.
    try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
      return lines.flatMap(line -> address(line, host)).distinct().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // as if it were empty: then resolvers are asked
    }
  }

  private static Stream<InetAddress> address(String line, String host) {
    int comment = line.indexOf('#');
    String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
    boolean named = Arrays.stream(words).skip(1).anyMatch(host::equalsIgnoreCase);
    return named ? IpAddress.parse(words[0]).map(IpAddress::toInetAddress).stream() : Stream.of();
  }
}
