package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name servers that this system uses (resolv.conf(5)). If they are all on this machine, they
 * only pass questions on, by the uplink that carries the traffic; then those behind them are found
 * in the other files.
 *
 * @param files the system's own one first
 */
record NameServers(List<Path> files) {

  /** Linux with systemd-resolved, NetworkManager, or OpenWrt's dnsmasq behind the usual file. */
  static final NameServers OF_THIS_SYSTEM =
      new NameServers(
          List.of(
              Path.of("/etc/resolv.conf"),
              Path.of("/run/systemd/resolve/resolv.conf"),
              Path.of("/run/NetworkManager/no-stub-resolv.conf"),
              Path.of("/tmp/resolv.conf.d/resolv.conf.auto")));

  NameServers {
    files = List.copyOf(files);
  }

  /** In the order in which they should be asked; none if no file names any. */
  List<IpAddress> addresses() {
    List<IpAddress> own = files.isEmpty() ? List.of() : in(files.getFirst());
    if (own.stream().anyMatch(server -> !isHere(server))) {
      return own;
    }
    var all = new ArrayList<IpAddress>();
    files.stream().skip(1).flatMap(file -> in(file).stream()).forEach(all::add);
    all.addAll(own);
    return all.stream().distinct().toList();
  }

  private static boolean isHere(IpAddress server) {
    return server.toInetAddress().isLoopbackAddress();
  }

  private static List<IpAddress> in(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.map(NameServers::server).flatMap(Optional::stream).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // not there, on most systems
    }
  }

  private static Optional<IpAddress> server(String line) {
    String[] words = line.strip().split("\\s+", -1);
    return words.length >= 2 && words[0].equals("nameserver")
        ? IpAddress.parse(words[1])
        : Optional.empty();
  }
}
