package homeport.agent;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

/**
 * A short life of the agent, which is its own provider and name server on loopback, so that the JVM
 * can write down which classes a life needs ({@code homeport-prepare}, JEP 514). The next start
 * finds them loaded.
 */
public final class Training {
  private static final int UPDATES = 5;

  /** Without any route out there is no address to publish: then it learns less. */
  private static final int SECONDS = 5;

  private final Path folder;
  private final TrainingPeers peers;

  private Training(Path folder, TrainingPeers peers) {
    this.folder = folder;
    this.peers = peers;
  }

  /**
   * Lives for a second or two.
   *
   * @param args a folder for its files, with a certificate for 127.0.0.1 in {@code provider.p12}
   *     and, to be trusted, in {@code provider.pem}
   */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Path folder = Path.of(args[0]);
    try (var peers = TrainingPeers.open(folder.resolve("provider.p12"))) {
      var training = new Training(folder, peers);
      Path config = Files.writeString(folder.resolve("agent.yaml"), training.config());
      Thread life = Thread.currentThread();
      Thread.ofPlatform().daemon().name("director").start(() -> training.direct(life));
      // It goes on to the end of the process, as the real one does.
      Main.main(new String[] {"run", "--config", config.toString()});
    }
  }

  /** The second host trusts the system's authorities only, so it loads them, and is refused. */
  private String config() {
    return """
        state: %1$s/state
        control: %1$s/control/socket
        allow: [private, cgnat, link-local, documentation, benchmarking]
        hosts:
          - {hostname: one.example.org, user: one, ca: %1$s/provider.pem, %2$s}
          - {hostname: two.example.org, user: two, %2$s}
        """
        .formatted(
            folder,
            "provider: custom, url: 'https://127.0.0.1:"
                + peers.provider()
                + "/nic/update', password: training, address: outgoing, name-servers: 127.0.0.1:"
                + peers.nameServer()
                + ", interval: 0");
  }

  private void direct(Thread life) {
    try {
      for (int i = 0; i < UPDATES && peers.awaitUpdate(SECONDS); i++) {
        ask("{\"request\":\"status\"}");
        ask("{\"request\":\"update\",\"host\":\"one.example.org\"}");
      }
      TimeUnit.MILLISECONDS.sleep(300); // The name server is asked, too.
    } catch (IOException e) {
      System.err.println("training: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      life.interrupt(); // As a signal does; see Ending.
    }
  }

  private void ask(String request) throws IOException {
    Path socket = folder.resolve("control/socket");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(8192);
      while (channel.read(answer) >= 0 && answer.hasRemaining()) {}
    }
  }
}
