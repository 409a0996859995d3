package homeport.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server on loopback that greets each client with one octet, and the client for it. */
final class TlsPeer implements AutoCloseable {
  private final SSLServerSocket listener;

  TlsPeer(ServerCertificate certificate) throws IOException {
    listener =
        (SSLServerSocket)
            certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.getOutputStream().write('!');
      } catch (IOException e) {
        // the client refused us, which is what the test looks at from its own side
        continue;
      }
    }
  }

  /** The certificate shown to a client that insists on this name or address. */
  X509Certificate connect(Trust trust, String host) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
      try (SSLSocket socket = (SSLSocket) trust.sockets().createSocket(plain, host, port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        if (socket.getInputStream().read() != '!') {
          throw new IOException("no greeting");
        }
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
