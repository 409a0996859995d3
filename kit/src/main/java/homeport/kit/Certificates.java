package homeport.kit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;

/** Where a server's certificate comes from, and whom a client trusts. */
public final class Certificates {
  private Certificates() {}

  /**
   * A certificate authority of our own and a server certificate signed by it, made when missing.
   *
   * <p>The authority is a P-256 key, valid for ten years, and can vouch for the given names and
   * addresses only (RFC 5280, 4.2.1.10). The server certificate is valid for one year and made anew
   * when a month is left or the names change; see {@link ServerCertificate#refresh}. Clients trust
   * {@link #authorityFile}. Files with a key are readable by their owner alone.
   *
   * @param directory where the files live; made when missing
   * @param names the names and literal addresses by which clients connect, at least one
   * @param now the wall clock
   * @throws CertificateProblem if the files cannot be read, written, or do not fit the names
   */
  public static ServerCertificate selfMade(Path directory, Collection<String> names, Instant now) {
    SelfMade files = new SelfMade(directory, SubjectNames.of(names));
    return new ServerCertificate(files::identity, now);
  }

  /** The file of {@link #selfMade} to hand to clients: the authority's certificate, no key. */
  public static Path authorityFile(Path directory) {
    return directory.resolve(SelfMade.AUTHORITY);
  }

  /**
   * A certificate of the operator's own, as PEM files.
   *
   * @param chain the server's certificate first, then those that lead to its authority
   * @param key its private key: PKCS#8, or the older EC (SEC 1) and RSA (PKCS#1) forms, not
   *     encrypted
   * @param now the wall clock
   * @throws CertificateProblem if a file cannot be used, or the key is not the certificate's
   */
  public static ServerCertificate own(Path chain, Path key, Instant now) {
    return new ServerCertificate(_ -> Identity.read(chain, key), now);
  }

  /**
   * Whom a client trusts that is given an authority's file: these certificates and nobody else.
   *
   * <p>Name constraints inside the file's certificates hold, although a trust anchor's are not
   * looked at by default.
   *
   * @throws CertificateProblem if the file cannot be used
   */
  public static Trust trusting(Path pem) {
    return Trust.of(pem);
  }
}
