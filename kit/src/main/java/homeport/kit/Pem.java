package homeport.kit;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** PEM text (RFC 7468): certificates and private keys. */
final class Pem {
  private static final long MAX_BYTES = 1 << 20;

  private Pem() {}

  /** All certificates of the file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found = new ArrayList<>();
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      for (Object object : objects(file)) {
        if (object instanceof X509CertificateHolder holder) {
          found.add(converter.getCertificate(holder));
        }
      }
      if (found.isEmpty()) {
        throw new CertificateProblem(
            file + " has no certificate in it; it must hold -----BEGIN CERTIFICATE-----");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new CertificateProblem(file + " holds a damaged certificate; copy it again", e);
    }
  }

  /** The first private key of the file. */
  static PrivateKey key(Path file) {
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
    try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CertificateProblem(file + " is not valid PEM text; copy it again", e);
    }
    return objects;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CertificateProblem(file + " is larger than 1 MiB; this is not a PEM file");
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new CertificateProblem(file + " does not exist; check the path in the configuration");
    } catch (java.nio.charset.CharacterCodingException _) {
      throw new CertificateProblem(
          file + " is not text; convert it with openssl x509 -inform der, or openssl pkcs12");
    } catch (IOException e) {
      throw new CertificateProblem(
          file + " cannot be read: " + e.getMessage() + "; check its owner and mode", e);
    }
  }

  static String text(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  static String text(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
