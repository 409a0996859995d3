package homeport.server.api;

import homeport.dns.Prefix;
import homeport.kit.Certificates;
import homeport.kit.ServerCertificate;
import homeport.kit.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Real doors on loopback, with a certificate of their own, before a fake ledger. */
final class OpenDoors implements AutoCloseable {
  static {
    // Read once by the engine; the default would make the tests of slow clients slow.
    System.setProperty("robaho.net.httpserver.maxReqTime", "4");
    System.setProperty("robaho.net.httpserver.idleInterval", "4");
  }

  final FakeLedger ledger = new FakeLedger();
  final HttpDoors doors;
  private final Trust trust;

  OpenDoors(Path directory, Prefix... trustedProxies) throws IOException {
    ServerCertificate certificate =
        Certificates.selfMade(directory, List.of("127.0.0.1"), Instant.now());
    trust = Certificates.trusting(Certificates.authorityFile(directory));
    List<InetSocketAddress> anyPort = List.of(new InetSocketAddress("127.0.0.1", 0));
    doors =
        new HttpDoors(
            new HttpDoorsSettings(
                anyPort, Optional.of(certificate.context()), anyPort, List.of(trustedProxies)),
            ledger,
            Clock.systemUTC());
    doors.start();
  }

  HttpsPeer https() throws IOException {
    SSLSocket socket = (SSLSocket) trust.sockets().createSocket("127.0.0.1", doors.httpsPort());
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return new HttpsPeer(socket);
  }

  HttpsPeer http() throws IOException {
    return new HttpsPeer(
        new Socket(InetAddress.getLoopbackAddress(), doors.httpAddresses().getFirst().getPort()));
  }

  @Override
  public void close() {
    doors.close();
  }
}
