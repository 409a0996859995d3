package homeport.kit;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Private keys in PEM text, the older forms too. */
final class PemKey {
  private PemKey() {}

  /** The first private key of the file. */
  static PrivateKey read(Path file) {
    for (Object object : objects(file)) {
      try {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        switch (object) {
          case PrivateKeyInfo info -> {
            return converter.getPrivateKey(info);
          }
          case PEMKeyPair pair -> {
            // Not the pair: the public half may be left out (RFC 5915, 3).
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PKCS8EncryptedPrivateKeyInfo _ -> throw encrypted(file);
          case PEMEncryptedKeyPair _ -> throw encrypted(file);
          default -> {} // EC PARAMETERS and certificates may stand before the key
        }
      } catch (IOException e) {
        throw new CertificateProblem(
            file + " holds a private key that is damaged or of a kind this Java cannot use", e);
      }
    }
    throw new CertificateProblem(
        file + " has no private key in it; it must hold -----BEGIN PRIVATE KEY-----");
  }

  private static CertificateProblem encrypted(Path file) {
    return new CertificateProblem(
        file
            + " is encrypted with a pass phrase; store it without one: openssl pkey -in "
            + file
            + " -out KEY.pem, readable by the server alone");
  }

  private static List<Object> objects(Path file) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(Pem.text(file)))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Pem.damaged(file, e);
    }
    return objects;
  }
}
