package homeport.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The provider and the name server of {@link Training}: content with everything, and the name
 * server answers what the provider was sent last.
 */
final class TrainingPeers implements AutoCloseable {
  private static final char[] KEYSTORE_PASSWORD = "training".toCharArray();
  private static final byte[] GOOD =
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern MYIP = Pattern.compile("[?&]myip=([0-9.]+)");
  private static final int HEADER = 12;
  private static final int QUESTION_TAIL = 4; // type and class
  // pointer to the question's name, type A, class IN, 60 s, 4 octets
  private static final byte[] ANSWER = {(byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4};

  private final ServerSocket provider;
  private final DatagramSocket nameServer;
  private volatile byte[] address = {0, 0, 0, 0};
  private final Semaphore updates = new Semaphore(0);

  private TrainingPeers(ServerSocket provider, DatagramSocket nameServer) {
    this.provider = provider;
    this.nameServer = nameServer;
  }

  static TrainingPeers open(Path keystore) throws IOException, GeneralSecurityException {
    return open(tls(keystore));
  }

  /** With the certificate of this context. */
  static TrainingPeers open(SSLContext tls) throws IOException {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    var peers =
        new TrainingPeers(
            tls.getServerSocketFactory().createServerSocket(0, 8, here),
            new DatagramSocket(0, here));
    Thread.ofPlatform().daemon().name("provider").start(peers::provide);
    Thread.ofPlatform().daemon().name("name server").start(peers::answer);
    return peers;
  }

  private static SSLContext tls(Path keystore) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, KEYSTORE_PASSWORD);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, KEYSTORE_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    }
  }

  /** Its port. */
  int provider() {
    return provider.getLocalPort();
  }

  /** Its port. */
  int nameServer() {
    return nameServer.getLocalPort();
  }

  /** Waits for the next update; false when none came. */
  boolean awaitUpdate(int seconds) throws InterruptedException {
    return updates.tryAcquire(seconds, TimeUnit.SECONDS);
  }

  /** How many came that nobody waited for. */
  int updates() {
    return updates.availablePermits();
  }

  private void provide() {
    while (!provider.isClosed()) {
      try (Socket client = provider.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = in.readLine();
        Matcher sent = MYIP.matcher(line == null ? "" : line);
        if (sent.find()) {
          address = InetAddress.ofLiteral(sent.group(1)).getAddress();
        }
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        if (line != null) {
          client.getOutputStream().write(GOOD);
          updates.release();
        }
      } catch (IOException e) {
        tell(
            provider.isClosed(),
            e); // Expected: one of the two hosts does not trust us, and says so.
      }
    }
  }

  private void answer() {
    var packet = new DatagramPacket(new byte[1500], 1500);
    while (!nameServer.isClosed()) {
      try {
        packet.setLength(1500);
        nameServer.receive(packet);
        byte[] reply = reply(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        nameServer.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (IOException e) {
        tell(nameServer.isClosed(), e);
      }
    }
  }

  /** The question again, and an A record whose name is a pointer to it (RFC 1035, 4.1). */
  private byte[] reply(ByteBuffer query) {
    int end = HEADER;
    while (query.get(end) != 0) {
      end += query.get(end) + 1;
    }
    end += 1 + QUESTION_TAIL;
    ByteBuffer reply = ByteBuffer.allocate(end + ANSWER.length + address.length);
    reply.put(query.limit(end)).put(ANSWER).put(address);
    // response, authoritative; one question, one answer, nothing else
    reply.putShort(2, (short) 0x8400).putShort(4, (short) 1).putShort(6, (short) 1).putInt(8, 0);
    return reply.array();
  }

  private static void tell(boolean closed, IOException e) {
    if (!closed) {
      System.err.println("training: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    provider.close();
    nameServer.close();
  }
}
