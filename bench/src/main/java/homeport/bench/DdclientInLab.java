package homeport.bench;

import homeport.testkit.lab.Lab;
import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Place;
import homeport.testkit.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** Debian's ddclient on the lab's firewall, as a daemon that looks every 60 s: its floor. */
final class DdclientInLab implements AutoCloseable {
  static final String NAME = "ddclient.example.org";
  static final Duration PERIOD = Duration.ofSeconds(60);

  private final Running program;

  private DdclientInLab(Running program) {
    this.program = program;
  }

  /** The installed version, or "absent" when there is none. */
  static String version() {
    try (var asked = Place.HERE.start(List.of("ddclient", "-help"))) {
      var _ = asked.waitFor(Duration.ofSeconds(20));
      return asked.lines().stream()
          .filter(line -> line.startsWith("ddclient version"))
          .map(line -> line.replaceFirst("^ddclient version ([0-9.]+).*", "ddclient $1"))
          .findFirst()
          .orElse("ddclient of an unknown version");
    } catch (LabFailure e) {
      return "absent";
    }
  }

  static boolean absent() {
    return version().equals("absent");
  }

  /** Follows the first uplink's interface. */
  static DdclientInLab start(Lab lab) {
    try {
      var file = lab.directory().resolve("ddclient.conf");
      Files.writeString(
          file,
          """
          daemon=%d
          ssl=no
          use=if, if=wan1
          protocol=dyndns2
          server=provider.test
          login=bench
          password=bench
          %s
          """
              .formatted(PERIOD.toSeconds(), NAME));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      var command =
          List.of(
              "ddclient",
              "-foreground",
              "-file",
              file.toString(),
              "-cache",
              lab.directory().resolve("ddclient.cache").toString(),
              "-pid",
              lab.directory().resolve("ddclient.pid").toString());
      return new DdclientInLab(lab.fw().start(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Running program() {
    return program;
  }

  @Override
  public void close() {
    program.close();
  }
}
