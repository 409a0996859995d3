package homeport.agent.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlSocketTest {
  private static final Map<String, Request> HANDLERS =
      Map.of(
          "status", _ -> Map.of("hosts", "none"),
          "unblock", arguments -> Map.of("host", Request.text(arguments, "host")),
          "journal", arguments -> Map.of("last", Request.number(arguments, "last", 20, 1000)),
          "break",
              _ -> {
                throw new IllegalStateException("secret detail");
              });

  // Held, since a logger that nobody holds forgets its level.
  private static final Logger QUIET = Logger.getLogger(ControlSocket.class.getName());

  @TempDir Path directory;
  private Path path;
  private ControlSocket socket;

  @BeforeEach
  void open() throws IOException {
    path = directory.resolve("run/control.sock");
    socket = ControlSocket.open(path, HANDLERS, Duration.ofMillis(500));
  }

  @AfterEach
  void close() {
    socket.close();
  }

  private String ask(String text) throws IOException {
    try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      return rest(client);
    }
  }

  private static String rest(SocketChannel client) throws IOException {
    return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void one_line_each_way() throws IOException {
    assertThat(ask("{\"request\":\"status\"}\n")).isEqualTo("{\"ok\":true,\"hosts\":\"none\"}\n");
    assertThat(ask("{\"request\":\"unblock\",\"host\":\"a\"}\n")).contains("\"host\":\"a\"");
    assertThat(ask("{\"request\":\"journal\",\"last\":7}\n")).contains("\"last\":7");
  }

  @Test
  void what_cannot_be_granted_is_said() throws IOException {
    assertThat(ask("{\"request\":\"unblock\"}\n")).contains("\\\"host\\\" is missing");
    assertThat(ask("{\"request\":\"journal\",\"last\":-1}\n")).contains("from 1 to 1000");
    assertThat(ask("{\"request\":\"what\"}\n")).contains("break, journal, status, unblock");
    assertThat(ask("{}\n")).contains("unknown request");
    assertThat(ask("garbage\n")).contains("not JSON");
    assertThat(ask("\n")).contains("not JSON");
  }

  @Test
  void a_fault_of_a_handler_is_not_shown_and_not_the_end() throws IOException {
    QUIET.setLevel(Level.OFF);
    assertThat(ask("{\"request\":\"break\"}\n")).contains("fault").doesNotContain("secret");
    assertThat(ask("{\"request\":\"status\"}\n")).contains("true");
  }

  @Test
  void random_octets_do_not_break_it() throws IOException {
    var random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 200; round++) {
      byte[] octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      assertThat(ask(new String(octets, StandardCharsets.ISO_8859_1) + "\n")).contains("false");
    }
  }

  @Test
  void an_oversized_line_is_refused() throws IOException {
    try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer large = ByteBuffer.wrap("x".repeat(65_537).getBytes(StandardCharsets.UTF_8));
      while (large.hasRemaining()) {
        client.write(large);
      }
      assertThat(rest(client)).contains("longer than");
    }
  }

  @Test
  void a_client_that_says_nothing_is_hung_up_on_and_holds_up_nobody() throws IOException {
    try (var silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      silent.write(ByteBuffer.wrap("{\"request\":".getBytes(StandardCharsets.UTF_8)));
      assertThat(ask("{\"request\":\"status\"}\n")).contains("true");
      assertThat(rest(silent)).isEmpty();
    }
  }

  @Test
  void too_many_silent_clients_are_gone_after_their_time() throws IOException {
    var silent = new ArrayList<SocketChannel>();
    for (int i = 0; i < 20; i++) {
      silent.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> ask("{\"request\":\"status\"}\n").contains("true"));
    for (SocketChannel each : silent) {
      each.close();
    }
  }

  @Test
  void only_the_owner_may_open_it() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_second_agent_is_refused_while_the_first_answers() throws IOException {
    assertThatThrownBy(() -> ControlSocket.open(path, HANDLERS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent answers");
    assertThat(ask("{\"request\":\"status\"}\n")).contains("true");
  }

  @Test
  void a_stale_socket_is_replaced_and_another_file_is_not() throws IOException {
    socket.close();
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    socket = ControlSocket.open(path, HANDLERS);
    assertThat(ask("{\"request\":\"status\"}\n")).contains("true");

    Path file = Files.writeString(directory.resolve("run/file"), "mine");
    assertThatThrownBy(() -> ControlSocket.open(file, HANDLERS))
        .hasMessageContaining("not a socket");
    assertThat(file).hasContent("mine");
  }

  @Test
  void a_directory_that_others_may_write_to_is_refused() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> ControlSocket.open(open.resolve("s"), HANDLERS))
        .hasMessageContaining("chmod go-w");
  }

  @Test
  void closing_removes_the_socket_and_never_a_successors() throws IOException {
    socket.close();
    assertThat(path).doesNotExist();
    socket = ControlSocket.open(path, HANDLERS);
    Files.delete(path);
    try (var successor = ControlSocket.open(path, HANDLERS)) {
      socket.close();
      assertThat(path).exists();
      assertThat(successor).isNotNull();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void a_path_that_is_too_long_is_said_to_be() {
    Path deep = directory.resolve("x".repeat(100)).resolve("s");
    assertThatThrownBy(() -> ControlSocket.open(deep, HANDLERS)).hasMessageContaining("too long");
  }
}
