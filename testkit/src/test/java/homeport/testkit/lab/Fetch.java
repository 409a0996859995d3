package homeport.testkit.lab;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Gets one page, from inside a namespace, and prints its status and text. */
final class Fetch {
  private Fetch() {}

  /** Starts it on a host, with an address and the certificate to trust; ended when this returns. */
  static Running from(Namespace host, String... arguments) {
    var running = host.start(Child.command(Fetch.class, arguments));
    running.waitFor(Duration.ofSeconds(20));
    return running;
  }

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    var connection = (HttpURLConnection) URI.create(args[0]).toURL().openConnection();
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(1000);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(trusting(Path.of(args[1])).getSocketFactory());
    }
    try {
      var status = connection.getResponseCode();
      var in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      IO.print(status + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      IO.println(e.getMessage());
    }
  }

  private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("lab", certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
