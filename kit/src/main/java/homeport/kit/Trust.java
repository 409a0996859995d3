package homeport.kit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Whom a client trusts.
 *
 * @param sockets makes TLS sockets that trust them; the caller still checks the server's name
 * @param manager the same trust, for libraries that want both
 */
public record Trust(SSLSocketFactory sockets, X509TrustManager manager) {

  static Trust of(Path pem) {
    List<X509Certificate> authorities = Pem.certificates(pem);
    Set<TrustAnchor> anchors = new HashSet<>();
    authorities.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setRevocationEnabled(false); // a private authority publishes no revocation list
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      X509TrustManager manager = new NameConstrained(platform(factory), authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return new Trust(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static X509ExtendedTrustManager platform(TrustManagerFactory factory) {
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new IllegalStateException("this Java has no X.509 trust manager");
  }
}
