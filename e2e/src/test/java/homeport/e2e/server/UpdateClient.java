package homeport.e2e.server;

import homeport.e2e.server.RealServer.Login;
import homeport.kit.Trust;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A plain update client on one kept connection; one thread's. */
final class UpdateClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String authorization;

  private UpdateClient(Socket socket, Login login) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    var pair = login.user() + ":" + login.password();
    authorization = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Connects by TLS, and has shaken hands. */
  static UpdateClient secure(Trust trust, int port, Login login) throws IOException {
    var tls = (SSLSocket) trust.sockets().createSocket(connect(port), "127.0.0.1", port, true);
    tls.startHandshake();
    return new UpdateClient(tls, login);
  }

  /** Connects without TLS. */
  static UpdateClient plain(int port, Login login) throws IOException {
    return new UpdateClient(connect(port), login);
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** An answer: its status, and the lines of its body. */
  record Reply(int status, List<String> lines) {}

  /** Sends an update; the parameters stand in the URL as they are. */
  Reply update(String parameters) throws IOException {
    return get("/nic/update?" + parameters);
  }

  Reply get(String target) throws IOException {
    send(target);
    return receive();
  }

  private void send(String target) throws IOException {
    var request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\nUser-Agent: e2e\r\n\r\n";
    out.write(request.formatted(target, authorization).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private Reply receive() throws IOException {
    var status = Integer.parseInt(line().split(" ", 3)[1]);
    var length = -1;
    for (var header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length");
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("half an answer");
    }
    return new Reply(status, new String(body, StandardCharsets.UTF_8).lines().toList());
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the connection ended");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
