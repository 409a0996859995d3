package homeport.server.nameserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sockets alone: what is answered is the query itself, or for {@code !} nothing. */
class ListenersTest {
  private static final NameServerLimits LIMITS =
      new NameServerLimits(4, 3, Duration.ofMillis(400), Duration.ofMillis(400), 512);
  private static final Duration FAR_LESS_THAN_FOREVER = Duration.ofSeconds(8);

  private final List<Socket> sockets = new ArrayList<>();
  private Listeners listeners;

  @BeforeEach
  void start() throws IOException {
    listeners = started(LIMITS, (query, _) -> query.length > 0 && query[0] == '!' ? null : query);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    listeners.close();
  }

  @Test
  void pipelined_queries_are_answered_in_their_order() throws IOException {
    Socket client = connect();
    ByteArrayOutputStream queries = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      queries.writeBytes(framed(("query " + i).getBytes()));
    }
    client.getOutputStream().write(queries.toByteArray());
    DataInputStream in = new DataInputStream(client.getInputStream());
    for (int i = 0; i < 200; i++) {
      assertThat(new String(in.readNBytes(in.readUnsignedShort()))).isEqualTo("query " + i);
    }
  }

  @Test
  void query_in_single_octets_is_answered() throws IOException {
    Socket client = connect();
    client.setTcpNoDelay(true);
    for (byte octet : framed("slow".getBytes())) {
      client.getOutputStream().write(octet);
    }
    assertThat(client.getInputStream().readNBytes(6)).isEqualTo(framed("slow".getBytes()));
  }

  @Test
  void idle_connection_is_ended() throws IOException {
    assertThat(connect().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void half_a_query_is_ended() throws IOException {
    Socket client = connect();
    client.getOutputStream().write(new byte[] {0, 20, 1, 2, 3});
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void client_that_never_reads_is_ended() throws IOException {
    listeners.close();
    listeners = started(LIMITS, (_, _) -> new byte[65535]);
    Socket client = connect();
    byte[] queries = new byte[3 * 400]; // 400 queries of one octet, 26 MB of answers
    for (int i = 0; i < queries.length; i += 3) {
      queries[i + 1] = 1;
    }
    client.getOutputStream().write(queries);
    await().atMost(FAR_LESS_THAN_FOREVER).until(() -> listeners.openConnections() == 1);
    await().atMost(FAR_LESS_THAN_FOREVER).until(() -> listeners.openConnections() == 0);
  }

  @Test
  void too_long_or_unanswerable_queries_end_their_connection() throws IOException {
    Socket tooLong = connect();
    tooLong.getOutputStream().write(new byte[] {2, 1});
    assertThat(tooLong.getInputStream().read()).isEqualTo(-1);
    Socket unanswerable = connect();
    unanswerable.getOutputStream().write(framed("!".getBytes()));
    assertThat(unanswerable.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void client_with_too_many_connections_gets_no_further_one_until_one_ends() throws IOException {
    for (int i = 0; i < LIMITS.connectionsPerClient(); i++) {
      assertAnswers(connect());
    }
    assertThat(isRefused(connect())).isTrue();
    sockets.getFirst().close();
    await().atMost(FAR_LESS_THAN_FOREVER).until(() -> !isRefused(connect()));
  }

  @Test
  void ended_connections_leave_nothing_behind() throws IOException {
    for (int round = 0; round < 30; round++) {
      Socket client = connect();
      if (!isRefused(client)) {
        client.close();
      }
    }
    await().atMost(FAR_LESS_THAN_FOREVER).until(() -> listeners.openConnections() == 0);
  }

  @Test
  void datagrams_are_answered_even_after_silence_and_emptiness() throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(5000);
      client.connect(listeners.localAddresses().getFirst());
      for (String query : List.of("!", "", "hello")) {
        client.send(new DatagramPacket(query.getBytes(), query.length()));
      }
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      client.receive(answer);
      if (answer.getLength() == 0) {
        client.receive(answer);
      }
      assertThat(new String(answer.getData(), 0, answer.getLength())).isEqualTo("hello");
    }
  }

  @Test
  void port_in_use_is_told_with_address_and_port() {
    InetSocketAddress taken = listeners.localAddresses().getFirst();
    assertThatThrownBy(() -> new Listeners((query, _) -> query, LIMITS).start(List.of(taken)))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("127.0.0.1 port " + taken.getPort());
  }

  private static Listeners started(NameServerLimits limits, Answering answering)
      throws IOException {
    Listeners listeners = new Listeners(answering, limits);
    listeners.start(List.of(new InetSocketAddress("127.0.0.1", 0)));
    return listeners;
  }

  private Socket connect() throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), listeners.localAddresses().getFirst().getPort());
    socket.setSoTimeout((int) FAR_LESS_THAN_FOREVER.toMillis());
    sockets.add(socket);
    return socket;
  }

  private static void assertAnswers(Socket client) throws IOException {
    client.getOutputStream().write(framed("x".getBytes()));
    assertThat(client.getInputStream().readNBytes(3)).hasSize(3);
  }

  private static boolean isRefused(Socket client) {
    try {
      client.getOutputStream().write(framed("x".getBytes()));
      return client.getInputStream().readNBytes(3).length < 3;
    } catch (IOException _) { // reset: refused as well
      return true;
    }
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }
}
