package homeport.kit;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates: the authority for certain names, and a server's for a year. */
final class Issuer {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3653);
  private static final Duration SERVER_LIFE = Duration.ofDays(365);

  /** Clients whose clock is a little late shall not refuse a new certificate. */
  private static final Duration CLOCK_SLACK = Duration.ofDays(1);

  private Issuer() {}

  static Identity authority(SubjectNames names, Instant now) {
    KeyPair pair = newPair();
    X500Principal name = new X500Principal("CN=Homeport authority " + serial().toString(36));
    try {
      var builder = builder(name, name, pair, now, now.plus(AUTHORITY_LIFE));
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(Extension.nameConstraints, true, constraints(names))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Identity(pair.getPrivate(), List.of(signed(builder, pair.getPrivate())));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the authority's certificate could not be made", e);
    }
  }

  static Identity server(Identity authority, SubjectNames names, Instant now) {
    KeyPair pair = newPair();
    X509Certificate issuer = authority.certificate();
    Instant end = now.plus(SERVER_LIFE);
    Instant authorityEnd = issuer.getNotAfter().toInstant();
    // The space keeps this from being read as a host's name: only the names below count.
    X500Principal name = new X500Principal("CN=Homeport server");
    try {
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      var builder =
          builder(
              issuer.getSubjectX500Principal(),
              name,
              pair,
              now,
              end.isBefore(authorityEnd) ? end : authorityEnd);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(pair.getPublic()))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              ids.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      X509Certificate certificate = signed(builder, authority.key());
      return new Identity(pair.getPrivate(), List.of(certificate, issuer));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the server's certificate could not be made", e);
    }
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(127, new SecureRandom()).setBit(0); // RFC 5280, 4.1.2.2: never zero
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair pair, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(),
        Date.from(now.minus(CLOCK_SLACK)),
        Date.from(end),
        subject,
        pair.getPublic());
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static GeneralNames alternatives(SubjectNames names) {
    List<GeneralName> all = new ArrayList<>();
    names.hosts().forEach(host -> all.add(new GeneralName(GeneralName.dNSName, host)));
    names.addresses().values().forEach(address -> all.add(address(address.getAddress())));
    return new GeneralNames(all.toArray(new GeneralName[0]));
  }

  /**
   * RFC 5280, 4.2.1.10: a kind of name with no permitted subtree at all is free, so each kind gets
   * one. Names without hosts permit one that cannot exist (RFC 6761, 6.4); without addresses, all
   * addresses are excluded.
   */
  private static NameConstraints constraints(SubjectNames names) {
    List<GeneralSubtree> permitted = new ArrayList<>();
    List<GeneralSubtree> excluded = new ArrayList<>();
    for (String host : names.hosts()) {
      permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, host)));
    }
    if (names.hosts().isEmpty()) {
      permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, "homeport.invalid")));
    }
    for (InetAddress address : names.addresses().values()) {
      byte[] octets = address.getAddress();
      byte[] withMask = Arrays.copyOf(octets, octets.length * 2);
      Arrays.fill(withMask, octets.length, withMask.length, (byte) 0xff);
      permitted.add(new GeneralSubtree(address(withMask)));
    }
    if (names.addresses().isEmpty()) {
      excluded.add(new GeneralSubtree(address(new byte[8])));
      excluded.add(new GeneralSubtree(address(new byte[32])));
    }
    return new NameConstraints(
        permitted.toArray(new GeneralSubtree[0]),
        excluded.isEmpty() ? null : excluded.toArray(new GeneralSubtree[0]));
  }

  private static GeneralName address(byte[] octets) {
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(octets));
  }
}
