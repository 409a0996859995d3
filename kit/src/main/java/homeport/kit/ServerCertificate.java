package homeport.kit;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** A server's certificate in use; it can be replaced while the server runs. */
public final class ServerCertificate {
  private final Function<Instant, Identity> source;
  private final CurrentKey keys;
  private final SSLContext context;

  ServerCertificate(Function<Instant, Identity> source, Instant now) {
    this.source = source;
    keys = new CurrentKey(source.apply(now));
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** For the server's sockets; each new handshake shows the newest certificate. */
  public SSLContext context() {
    return context;
  }

  /** The certificate that new handshakes show. */
  public X509Certificate certificate() {
    return keys.current().certificate();
  }

  /**
   * Reads the files again, and makes a self-made certificate anew when it is due. Once a day is
   * enough.
   *
   * @param now the wall clock
   * @return whether the certificate is another one now
   * @throws CertificateProblem if the files cannot be used; the certificate in use stays
   */
  public boolean refresh(Instant now) {
    Identity fresh = source.apply(now);
    if (fresh.certificate().equals(certificate())) {
      return false;
    }
    keys.replace(fresh);
    return true;
  }
}
