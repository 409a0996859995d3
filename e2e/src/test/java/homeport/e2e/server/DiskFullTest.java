package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.testkit.lab.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory's disk, a tiny one that only the server sees, is full for a while. */
@Tag("e2e")
class DiskFullTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MOST_UPDATES = 5_000;
  private static final String MOUNT = "mount -t tmpfs -o size=12m homeport ";

  @TempDir Path directory;

  @Test
  void updates_are_answered_911_until_there_is_room_again_and_dns_goes_on() throws IOException {
    var why = run(List.of("unshare", "-rm", "sh", "-c", MOUNT + directory));
    assumeTrue(why.isEmpty(), "a mount of one's own is not to be had: " + why);
    try (var server = new RealServer(directory).start()) {
      server.order("domain", "offer", "example.org");
      server.order("account", "add", "alice");
      server.order("hostname", "add", "alice", "home.example.org", "other.example.org");
      var login = server.credential("alice");
      server.stop();
      server.under(onTinyDisk(server.data())).start();
      var fill = Path.of("/proc/" + server.process().pid() + "/root" + server.data(), "fill");
      try (var client = server.secure(login)) {
        assertThat(client.update("hostname=other.example.org&myip=192.0.2.1").lines())
            .containsExactly("good 192.0.2.1");
        fill(fill);
        var kept = updatesUntilFull(client);
        assertThat(kept)
            .as("updates for which there was room in old files")
            .isLessThan(MOST_UPDATES);
        for (var i = 0; i < 10; i++) {
          // Each address twice: what was not kept is not "unchanged" the next time.
          assertThat(client.update(update(MOST_UPDATES + i / 2)).lines()).containsExactly("911");
        }
        assertThat(server.dig().data("home.example.org", "A"))
            .isEqualTo(kept == 0 ? List.of() : List.of(address(kept)));
        assertThat(server.dig().data("other.example.org", "A")).containsExactly("192.0.2.1");

        Files.delete(fill);
        var deadline = System.nanoTime() + LIMIT.toNanos();
        var last = 2 * MOST_UPDATES;
        while (!client.update(update(last)).lines().equals(List.of("good " + address(last)))) {
          assertThat(System.nanoTime()).as("it recovers by itself").isLessThan(deadline);
        }
        assertThat(server.dig().data("home.example.org", "A")).containsExactly(address(last));
      }
      assertThat(server.process().lines())
          .anyMatch(line -> line.contains("The store keeps nothing"))
          .anyMatch(line -> line.contains("The store works again"));
    }
  }

  /** A command that runs the rest of its command line with a small copy of the data directory. */
  private List<String> onTinyDisk(Path data) {
    var script =
        "mkdir %1$s/tiny && %3$s%1$s/tiny && cp -a %2$s/. %1$s/tiny/ && mount --bind %1$s/tiny %2$s"
            .formatted(directory, data, MOUNT);
    return List.of("unshare", "-rm", "sh", "-c", script + " && exec \"$@\"", "sh");
  }

  /** Takes all the room there is. */
  private static void fill(Path file) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (var size = 1 << 16; size > 0; size >>= 1) {
        try {
          while (true) {
            channel.write(ByteBuffer.allocate(size));
          }
        } catch (IOException full) {
          assertThat(full).hasMessageContaining("space");
        }
      }
    }
  }

  /** Sends one after the other until one is not kept; returns the last one that was. */
  private static int updatesUntilFull(UpdateClient client) throws IOException {
    for (var i = 1; i < MOST_UPDATES; i++) {
      var said = client.update(update(i)).lines();
      if (!said.equals(List.of("good " + address(i)))) {
        assertThat(said).containsExactly("911");
        return i - 1;
      }
    }
    return MOST_UPDATES;
  }

  private static String update(int number) {
    return "hostname=home.example.org&myip=" + address(number);
  }

  private static String address(int number) {
    return "10.1.%d.%d".formatted(number >> 8, number & 0xFF);
  }

  private static String run(List<String> command) {
    try (var running = Place.HERE.start(command)) {
      var status = running.waitFor(LIMIT);
      return status == 0 ? "" : running.tail() + " (status " + status + ")";
    }
  }
}
