package homeport.agent.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;

/** A socket's input under one deadline: a peer that sends an octet now and then gains nothing. */
final class Deadline extends FilterInputStream {
  private final Socket socket;
  private final long nanos;

  Deadline(Socket socket, long nanos) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.nanos = nanos;
  }

  @Override
  public int read() throws IOException {
    socket.setSoTimeout(DirectDns.left(nanos));
    return super.read();
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    socket.setSoTimeout(DirectDns.left(nanos));
    return super.read(into, from, count);
  }
}
