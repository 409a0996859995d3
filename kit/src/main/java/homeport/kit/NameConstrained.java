package homeport.kit;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The platform's checks, and beside them the name constraints of the authorities themselves.
 *
 * <p>RFC 5280, 6.2 leaves constraints inside a trust anchor's certificate to the client. The JDK
 * does not look at them, and refuses to take them beside the anchor. So the authority's certificate
 * is put into the path, below an anchor that is its bare name and key.
 */
final class NameConstrained extends X509ExtendedTrustManager {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private final X509ExtendedTrustManager platform;
  private final List<X509Certificate> authorities;

  NameConstrained(X509ExtendedTrustManager platform, List<X509Certificate> authorities) {
    this.platform = platform;
    this.authorities =
        authorities.stream().filter(a -> a.getExtensionValue(NAME_CONSTRAINTS) != null).toList();
  }

  /** Whether the authority may vouch for the first certificate of the path, which ends at it. */
  static boolean permits(X509Certificate authority, List<X509Certificate> path, Instant now) {
    try {
      List<X509Certificate> whole = new ArrayList<>(path);
      whole.add(authority);
      TrustAnchor anchor =
          new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
      PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(whole), parameters);
      return true;
    } catch (GeneralSecurityException _) { // the question has two answers; this is the other one
      return false;
    }
  }

  private void checkConstraints(X509Certificate[] chain) throws CertificateException {
    List<X509Certificate> path = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      path.add(certificate);
      for (X509Certificate authority : authorities) {
        boolean issued =
            certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        if (issued && !certificate.equals(authority) && !permits(authority, path, Instant.now())) {
          throw new CertificateException(
              "the authority may not vouch for this server's names (name constraints)");
        }
      }
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    platform.checkServerTrusted(chain, authType);
    checkConstraints(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    platform.checkServerTrusted(chain, authType, socket);
    checkConstraints(chain);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    platform.checkServerTrusted(chain, authType, engine);
    checkConstraints(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this trust is for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return platform.getAcceptedIssuers();
  }
}
