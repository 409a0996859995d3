package homeport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfMadeCertificatesTest {
  private static final List<String> NAMES =
      List.of("ddns.example.net", "localhost", "127.0.0.1", "::1", "2001:db8::1");

  @TempDir Path home;
  private final Instant now = Instant.now();

  private Path tls() {
    return home.resolve("tls");
  }

  private ServerCertificate made() {
    return Certificates.selfMade(tls(), NAMES, now);
  }

  private Trust trust() {
    return Certificates.trusting(Certificates.authorityFile(tls()));
  }

  @Test
  void client_with_the_authority_file_connects_by_every_name_and_address() throws Exception {
    try (TlsPeer peer = new TlsPeer(made())) {
      for (String name : NAMES) {
        assertThat(peer.connect(trust(), name).getSubjectAlternativeNames()).hasSize(NAMES.size());
      }
    }
  }

  @Test
  void client_that_wants_another_name_refuses() throws Exception {
    try (TlsPeer peer = new TlsPeer(made())) {
      for (String name : List.of("www.example.com", "127.0.0.2", "2001:db8::2")) {
        assertThatThrownBy(() -> peer.connect(trust(), name))
            .as(name)
            .isInstanceOf(SSLException.class);
      }
    }
  }

  @Test
  void client_that_trusts_another_authority_refuses() throws Exception {
    Path other = home.resolve("other");
    Certificates.selfMade(other, NAMES, now);
    Trust trust = Certificates.trusting(Certificates.authorityFile(other));
    try (TlsPeer peer = new TlsPeer(made())) {
      assertThatThrownBy(() -> peer.connect(trust, "localhost")).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void authority_cannot_vouch_for_names_outside_its_constraints() throws Exception {
    for (List<String> own : List.of(NAMES, List.of("localhost"), List.of("127.0.0.1"))) {
      Path directory = home.resolve("of-" + own.hashCode());
      Certificates.selfMade(directory, own, now);
      Identity authority = Identity.read(directory.resolve("ca.pem"), directory.resolve("ca.key"));
      Trust trust = Certificates.trusting(Certificates.authorityFile(directory));
      for (String stolen : List.of("bank.example.com", "127.0.0.9", "2001:db8::9")) {
        Identity forged = Issuer.server(authority, SubjectNames.of(List.of(stolen)), now);
        try (TlsPeer peer = new TlsPeer(new ServerCertificate(_ -> forged, now))) {
          assertThatThrownBy(() -> peer.connect(trust, stolen))
              .as(own + " vouches for " + stolen)
              .isInstanceOf(SSLException.class);
        }
      }
    }
  }

  @Test
  void files_are_kept_over_a_restart() {
    X509Certificate first = made().certificate();
    assertThat(made().certificate()).isEqualTo(first);
  }

  @Test
  void files_with_keys_are_for_their_owner_alone() throws IOException {
    made();
    for (String file : List.of("ca.key", "server.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls().resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(Certificates.authorityFile(tls()))).doesNotContain("PRIVATE");
  }

  @Test
  void server_certificate_lasts_a_year_and_is_made_anew_before_it_ends() throws Exception {
    Instant then = now.minus(Duration.ofDays(336));
    ServerCertificate certificate = Certificates.selfMade(tls(), NAMES, then);
    X509Certificate first = certificate.certificate();
    assertThat(Duration.between(then, first.getNotAfter().toInstant()).toDays())
        .isBetween(364L, 365L);
    assertThat(certificate.refresh(then.plus(Duration.ofDays(300)))).isFalse();
    assertThat(certificate.refresh(now)).isTrue();
    try (TlsPeer peer = new TlsPeer(certificate)) {
      assertThat(peer.connect(trust(), "localhost")).isNotEqualTo(first);
    }
  }

  @Test
  void authority_lasts_ten_years_and_its_end_is_told_with_the_remedy() {
    ServerCertificate certificate = made();
    certificate.refresh(now.plus(Duration.ofDays(3650)));
    assertThatThrownBy(() -> certificate.refresh(now.plus(Duration.ofDays(3655))))
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining("ca.pem has ended")
        .hasMessageContaining("move the directory");
  }

  @Test
  void fewer_names_make_a_new_certificate_under_the_same_authority() throws Exception {
    made();
    Trust before = trust();
    ServerCertificate fewer = Certificates.selfMade(tls(), List.of("localhost"), now);
    assertThat(fewer.certificate().getSubjectAlternativeNames()).hasSize(1);
    try (TlsPeer peer = new TlsPeer(fewer)) {
      assertThat(peer.connect(before, "localhost")).isEqualTo(fewer.certificate());
    }
  }

  @Test
  void new_names_beyond_the_authority_are_told_with_the_remedy() {
    made();
    assertThatThrownBy(() -> Certificates.selfMade(tls(), List.of("ddns.example.com"), now))
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining("ddns.example.com")
        .hasMessageContaining("move the directory");
  }

  @Test
  void lost_authority_key_is_told_by_its_name() throws IOException {
    made();
    Files.delete(tls().resolve("ca.key"));
    assertThatThrownBy(this::made)
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining("ca.key does not exist");
  }

  @Test
  void openssl_agrees_by_name_and_by_address() throws Exception {
    assumeTrue(hasOpenssl(), "openssl is not installed");
    made();
    Path authority = Certificates.authorityFile(tls());
    Path server = tls().resolve("server.pem");
    String[] verify = {"openssl", "verify", "-x509_strict", "-CAfile", authority.toString()};
    assertThat(run(verify, "-verify_hostname", "localhost", server.toString())).isZero();
    assertThat(run(verify, "-verify_ip", "127.0.0.1", server.toString())).isZero();
    assertThat(run(verify, "-verify_ip", "2001:db8::1", server.toString())).isZero();
    assertThat(run(verify, "-verify_hostname", "bank.example.com", server.toString())).isNotZero();
  }

  private static boolean hasOpenssl() throws InterruptedException {
    try {
      return run(new String[] {"openssl", "version"}) == 0;
    } catch (IOException _) { // no such program
      return false;
    }
  }

  private static int run(String[] command, String... more)
      throws IOException, InterruptedException {
    List<String> all = new java.util.ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    Process process =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
