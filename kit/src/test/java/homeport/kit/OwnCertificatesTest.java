package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificatesTest {
  @TempDir Path home;
  private final Instant now = Instant.now();
  private Path chain;
  private Path key;

  @BeforeEach
  void files() {
    chain = home.resolve("fullchain.pem");
    key = home.resolve("privkey.pem");
  }

  @Test
  void keys_of_every_common_form_serve() throws Exception {
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      KeyPair pair = pair(algorithm);
      Files.writeString(chain, Pem.text(certificate(pair, algorithm)));
      List<String> forms =
          algorithm.equals("Ed25519")
              ? List.of(Pem.text(pair.getPrivate()))
              : List.of(Pem.text(pair.getPrivate()), oldForm(pair.getPrivate()));
      for (String form : forms) {
        Files.writeString(key, form);
        ServerCertificate own = Certificates.own(chain, key, now);
        try (TlsPeer peer = new TlsPeer(own)) {
          assertThat(peer.connect(Certificates.trusting(chain), "localhost"))
              .as(form.lines().findFirst().orElseThrow())
              .isEqualTo(own.certificate());
        }
      }
    }
  }

  @Test
  void replaced_files_are_taken_by_refresh() throws Exception {
    write("EC");
    ServerCertificate own = Certificates.own(chain, key, now);
    assertThat(own.refresh(now)).isFalse();
    write("RSA");
    assertThat(own.refresh(now)).isTrue();
    try (TlsPeer peer = new TlsPeer(own)) {
      assertThat(
              peer.connect(Certificates.trusting(chain), "localhost").getPublicKey().getAlgorithm())
          .isEqualTo("RSA");
    }
  }

  @Test
  void half_replaced_files_leave_the_certificate_in_use() throws Exception {
    write("EC");
    ServerCertificate own = Certificates.own(chain, key, now);
    X509Certificate before = own.certificate();
    Files.writeString(key, Pem.text(pair("EC").getPrivate()));
    assertThatThrownBy(() -> own.refresh(now))
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining("privkey.pem is not the key of the first certificate in")
        .hasMessageContaining("fullchain.pem");
    assertThat(own.certificate()).isEqualTo(before);
  }

  @Test
  void every_unusable_file_is_named_with_what_to_do() throws Exception {
    write("EC");
    String certificate = Files.readString(chain);
    String privateKey = Files.readString(key);

    Files.writeString(key, certificate);
    refuses("privkey.pem has no private key in it");
    Files.writeString(key, privateKey.substring(0, 60));
    refuses("privkey.pem is not valid PEM text");
    Files.writeString(key, encrypted(pair("RSA").getPrivate()));
    refuses("privkey.pem is encrypted with a pass phrase");
    Files.delete(key);
    refuses("privkey.pem does not exist");
    Files.writeString(key, privateKey);

    Files.writeString(chain, privateKey);
    refuses("fullchain.pem has no certificate in it");
    Files.write(chain, new byte[] {0x30, (byte) 0x82, (byte) 0xff, (byte) 0xfe});
    refuses("fullchain.pem is not text");
    Files.writeString(chain, "x".repeat(2 << 20));
    refuses("fullchain.pem is larger than 1 MiB");
  }

  private void refuses(String message) {
    assertThatThrownBy(() -> Certificates.own(chain, key, now))
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void keys_are_never_shown() throws Exception {
    write("EC");
    assertThat(Identity.read(chain, key)).hasToString("Identity[CN=Test]");
  }

  private void write(String algorithm) throws Exception {
    KeyPair pair = pair(algorithm);
    Files.writeString(chain, Pem.text(certificate(pair, algorithm)));
    Files.writeString(key, Pem.text(pair.getPrivate()));
  }

  private static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!algorithm.equals("Ed25519")) {
      generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    }
    return generator.generateKeyPair();
  }

  private X509Certificate certificate(KeyPair pair, String algorithm) throws Exception {
    String signature =
        switch (algorithm) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> algorithm;
        };
    X500Principal name = new X500Principal("CN=Test");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            java.math.BigInteger.ONE,
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(9))),
            name,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
  }

  private static String oldForm(PrivateKey key) throws IOException {
    if (key
        instanceof java.security.interfaces.ECPrivateKey ec) { // RFC 5915, as openssl ec writes it
      var old =
          new org.bouncycastle.asn1.sec.ECPrivateKey(
              256, ec.getS(), org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1);
      return "-----BEGIN EC PRIVATE KEY-----\n"
          + java.util.Base64.getMimeEncoder().encodeToString(old.getEncoded())
          + "\n-----END EC PRIVATE KEY-----\n";
    }
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(key);
    }
    return text.toString();
  }

  private static String encrypted(PrivateKey key) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      var encryptor =
          new JcePEMEncryptorBuilder("AES-128-CBC")
              .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
              .build("secret".toCharArray());
      writer.writeObject(key, encryptor);
    }
    return text.toString();
  }
}
