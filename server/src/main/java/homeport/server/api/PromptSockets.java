package homeport.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Ends accepted connections that have not shaken hands in time; makes no others. */
final class PromptSockets extends SSLSocketFactory {
  private static final Logger LOG = System.getLogger(PromptSockets.class.getName());

  private final SSLSocketFactory sockets;
  private final Duration limit;
  private final ScheduledThreadPoolExecutor timer;

  PromptSockets(SSLSocketFactory sockets, Duration limit) {
    this.sockets = sockets;
    this.limit = limit;
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tls-handshake-limit").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Socket createSocket(Socket accepted, InputStream consumed, boolean autoClose)
      throws IOException {
    SSLSocket tls = (SSLSocket) sockets.createSocket(accepted, consumed, autoClose);
    Future<?> end = timer.schedule(() -> end(accepted), limit.toMillis(), TimeUnit.MILLISECONDS);
    tls.addHandshakeCompletedListener(_ -> end.cancel(false));
    return tls;
  }

  private static void end(Socket accepted) {
    try {
      accepted.close();
    } catch (IOException e) {
      LOG.log(Level.TRACE, "closing a connection without a handshake", e);
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    throw new IOException("only for accepted connections");
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("only for accepted connections");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("only for accepted connections");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("only for accepted connections");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("only for accepted connections");
  }
}
