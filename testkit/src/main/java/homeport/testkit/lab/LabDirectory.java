package homeport.testkit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a lab's files are; those of a test that was killed go when the next lab comes. */
final class LabDirectory {
  private static final String PREFIX = "homeport-lab-";

  private LabDirectory() {}

  /** Makes one, with the name files that the lab's hosts see instead of the machine's. */
  static Path create() throws IOException {
    deleteOrphans();
    var directory = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    var hosts =
        Topology.NAMES.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
            .collect(Collectors.joining("", "127.0.0.1 localhost\n::1 localhost\n", ""));
    Files.writeString(directory.resolve("hosts"), hosts);
    Files.writeString(directory.resolve("resolv.conf"), "nameserver 203.0.113.53\n");
    return directory;
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void deleteOrphans() throws IOException {
    try (var all =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*-*")) {
      for (var directory : all) {
        var pid = directory.getFileName().toString().split("-", 4)[2];
        if (Files.isWritable(directory)
            && pid.matches("\\d+")
            && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          delete(directory);
        }
      }
    }
  }
}
