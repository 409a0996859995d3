package homeport.server.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told, over one connection, and reads whole answers. */
final class HttpsPeer implements AutoCloseable {
  record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  HttpsPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(15_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static String basic(String user, String password) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes())
        + "\r\n";
  }

  Answer get(String target, String headers) throws IOException {
    return ask("GET", target, headers, "");
  }

  Answer ask(String method, String target, String headers, String body) throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    send(method + " " + target + " HTTP/1.1\r\nHost: ddns\r\n" + headers + length + "\r\n" + body);
    return read();
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes());
    socket.getOutputStream().flush();
  }

  /** What comes next, or -1 at the end of the connection. */
  int readOne() throws IOException {
    return in.read();
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Whatever still comes, until the other side is done. */
  void readToEnd() throws IOException {
    while (in.read() >= 0) {
      continue;
    }
  }

  Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(status, headers, new String(in.readNBytes(length)));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
