package homeport.server.nameserver;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * One connection: queries one after the other, each after two octets of length (RFC 1035, 4.2.2),
 * answered in their order.
 *
 * <p>Before anything that may block, the connection writes down until when it may take. Whoever
 * looks after the clients ends those that are late; that covers readers and writers alike.
 */
final class TcpClient {
  private static final Logger LOG = System.getLogger(TcpClient.class.getName());

  private final Socket socket;
  private final InetAddress address;
  private final Answering answering;
  private final NameServerLimits limits;
  private volatile long deadline;

  TcpClient(Socket socket, Answering answering, NameServerLimits limits) {
    this.socket = socket;
    this.address = socket.getInetAddress();
    this.answering = answering;
    this.limits = limits;
    allow(limits.idle());
  }

  InetAddress address() {
    return address;
  }

  /** Whether the time written down is over, by {@link System#nanoTime}. */
  boolean isLate(long now) {
    return now - deadline > 0;
  }

  void serve() {
    try {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 512);
      OutputStream out = socket.getOutputStream();
      while (answerNext(in, out)) {
        allow(limits.idle());
      }
    } catch (IOException e) {
      // The client left, or was ended for being late: nothing to do for either.
      LOG.log(Level.TRACE, "TCP client gone", e);
    }
  }

  private boolean answerNext(InputStream in, OutputStream out) throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    allow(limits.message());
    int second = in.read();
    int length = first << 8 | second;
    if (second < 0 || length > limits.queryBytes()) {
      return false;
    }
    byte[] query = in.readNBytes(length);
    if (query.length < length) {
      throw new EOFException("query cut off");
    }
    byte[] answer = answering.answer(query, true);
    if (answer == null) {
      return false;
    }
    allow(limits.message());
    byte[] framed = new byte[answer.length + 2];
    framed[0] = (byte) (answer.length >> 8);
    framed[1] = (byte) answer.length;
    System.arraycopy(answer, 0, framed, 2, answer.length);
    out.write(framed); // length and message in one segment: RFC 7766, 8
    return true;
  }

  private void allow(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  void end() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.TRACE, "closing a TCP client", e);
    }
  }
}
