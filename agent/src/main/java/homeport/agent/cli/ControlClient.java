package homeport.agent.cli;

import homeport.kit.BadJson;
import homeport.kit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the running agent. */
final class ControlClient {
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int SECONDS = 40; // the agent's own limit is 30

  private ControlClient() {}

  /**
   * Sends a request and waits for the answer.
   *
   * @return nothing if no agent runs
   * @throws IOException with a sentence for people, if there is one that cannot be asked
   */
  static Optional<Map<String, @Nullable Object>> ask(Path socket, Map<String, ?> request)
      throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    if (!Files.isWritable(socket)) {
      throw new IOException(
          "no permission for " + socket + "; run this as the user that the agent runs as");
    }
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return Optional.empty(); // The socket of an agent that is gone.
    }
    try (channel) {
      // A hung agent: the close ends the wait below.
      CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> close(channel));
      return Optional.of(exchange(channel, request));
    } catch (ClosedChannelException e) {
      throw new IOException("the agent did not answer within " + SECONDS + " s; see its log", e);
    } catch (BadJson e) {
      throw new IOException("the agent's answer was cut off; see its log", e);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, @Nullable Object> exchange(
      SocketChannel channel, Map<String, ?> request) throws IOException, BadJson {
    ByteBuffer line =
        ByteBuffer.wrap((Json.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    byte[] answer = Channels.newInputStream(channel).readNBytes(LARGEST_ANSWER);
    return Json.readMap(new String(answer, StandardCharsets.UTF_8));
  }
}
