package homeport.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM text (RFC 7468): certificates and private keys. */
final class Pem {
  private static final long MAX_BYTES = 1 << 20;

  // RFC 7468, 2; what stands between blocks is for people.
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[^-]*)(?<end>-----END \\k<label>-----)?");

  private static final Pattern WHITE = Pattern.compile("\\s+");

  private Pem() {}

  /**
   * All certificates of the file, in its order; at least one.
   *
   * <p>Read by the JDK alone: Bouncy Castle's jar is signed, and checking that takes a client that
   * only wants to trust somebody 6 MB and half a second.
   */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text(file));
    try {
      while (block.find()) {
        if (block.group("end") == null) {
          throw damaged(file, new IOException("a block has no end"));
        }
        if (block.group("label").equals("CERTIFICATE")
            || block.group("label").equals("X509 CERTIFICATE")) {
          byte[] der =
              Base64.getDecoder().decode(WHITE.matcher(block.group("body")).replaceAll(""));
          var certificate =
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
          found.add((X509Certificate) certificate);
        }
      }
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    } catch (GeneralSecurityException e) {
      throw new CertificateProblem(file + " holds a damaged certificate; copy it again", e);
    }
    if (found.isEmpty()) {
      throw new CertificateProblem(
          file + " has no certificate in it; it must hold -----BEGIN CERTIFICATE-----");
    }
    return found;
  }

  static CertificateProblem damaged(Path file, Exception why) {
    return new CertificateProblem(file + " is not valid PEM text; copy it again", why);
  }

  static String text(Path file) {
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
