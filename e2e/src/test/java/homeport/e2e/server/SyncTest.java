package homeport.e2e.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeport.testkit.lab.LabFailure;
import homeport.testkit.lab.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel is asked to put each acknowledged update on the disk: strace looks on. */
@Tag("e2e")
class SyncTest {
  private static final int UPDATES = 20;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void no_good_without_a_sync_between_request_and_answer() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    try (var server = new RealServer(directory).start()) {
      server.order("domain", "offer", "example.org");
      server.order("account", "add", "alice");
      server.order("hostname", "add", "alice", "home.example.org");
      var login = server.credential("alice");
      try (var strace = strace(server);
          var client = server.secure(login)) {
        for (var i = 1; i <= UPDATES; i++) {
          var mark = strace.mark();
          assertThat(client.update("hostname=home.example.org&myip=192.0.2." + i).lines())
              .containsExactly("good 192.0.2." + i);
          strace.awaitFrom(mark, "sync of update " + i, line -> line.contains("sync("), LIMIT);
        }
      }
    }
  }

  private static Running strace(RealServer server) {
    var pid = Long.toString(server.process().pid());
    var calls = "trace=fsync,fdatasync";
    var strace = Running.start("strace", List.of("strace", "-f", "-e", calls, "-p", pid));
    try {
      strace.await("tracee", line -> line.contains("attached"), LIMIT);
      return strace;
    } catch (LabFailure e) {
      strace.close();
      assumeTrue(false, "strace may not look at other processes: " + strace.tail());
      throw e;
    }
  }
}
