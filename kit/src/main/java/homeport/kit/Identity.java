package homeport.kit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** A server's certificate, those that lead to its authority, and the private key. */
record Identity(PrivateKey key, List<X509Certificate> chain) {

  Identity {
    chain = List.copyOf(chain);
  }

  static Identity read(Path chainFile, Path keyFile) {
    List<X509Certificate> chain = Pem.certificates(chainFile);
    PrivateKey key = PemKey.read(keyFile);
    Identity identity = new Identity(key, chain);
    if (!identity.matches()) {
      throw new CertificateProblem(
          keyFile
              + " is not the key of the first certificate in "
              + chainFile
              + "; put the server's own certificate first, and check that both belong together");
    }
    return identity;
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  private boolean matches() {
    try {
      Signature signature = Signature.getInstance(signatureName());
      byte[] probe = {1, 2, 3};
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate().getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) { // a key of another kind or size: not this one
      return false;
    }
  }

  private String signatureName() {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }

  /** The key stays hidden. */
  @Override
  public String toString() {
    return "Identity[" + certificate().getSubjectX500Principal() + "]";
  }
}
