package homeport.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a self-made authority: its certificate, its key, and the server's pair. */
final class SelfMade {
  static final String AUTHORITY = "ca.pem";
  private static final String AUTHORITY_KEY = "ca.key";

  /** Key and certificate in one file, so that no crash can pair an old one with a new one. */
  private static final String SERVER = "server.pem";

  private static final Duration REISSUE_BEFORE = Duration.ofDays(30);

  private final Path directory;
  private final SubjectNames names;

  SelfMade(Path directory, SubjectNames names) {
    this.directory = directory;
    this.names = names;
  }

  /** The server's identity, read or made; called again when a new one may be due. */
  synchronized Identity identity(Instant now) {
    try {
      Identity authority = authority(now);
      Path file = directory.resolve(SERVER);
      if (Files.exists(file)) {
        Identity found = Identity.read(file, file);
        if (fits(found, authority, now)) {
          return found;
        }
      }
      Identity made = Issuer.server(authority, names, now);
      StringBuilder text = new StringBuilder(Pem.text(made.key()));
      made.chain().forEach(certificate -> text.append(Pem.text(certificate)));
      write(file, text.toString(), "rw-------");
      return made;
    } catch (IOException e) {
      throw new CertificateProblem(
          "the self-made certificates in " + directory + " cannot be written: " + e.getMessage(),
          e);
    }
  }

  private Identity authority(Instant now) throws IOException {
    Path certificate = directory.resolve(AUTHORITY);
    Path key = directory.resolve(AUTHORITY_KEY);
    if (!Files.exists(certificate)) {
      Identity made = Issuer.authority(names, now);
      Files.createDirectories(directory);
      // The key first: an authority without its key could never sign again.
      write(key, Pem.text(made.key()), "rw-------");
      write(certificate, Pem.text(made.certificate()), "rw-r--r--");
      return made;
    }
    Identity found = Identity.read(certificate, key);
    if (now.isAfter(found.certificate().getNotAfter().toInstant())) {
      throw new CertificateProblem(certificate + " has ended; " + remedy());
    }
    X509Certificate wanted = Issuer.server(found, names, now).certificate();
    if (!NameConstrained.permits(found.certificate(), List.of(wanted), now)) {
      throw new CertificateProblem(
          certificate + " may not vouch for all of " + all() + "; " + remedy());
    }
    return found;
  }

  private String remedy() {
    return "move the directory "
        + directory
        + " away to have new ones made, then give the new "
        + AUTHORITY
        + " to every client";
  }

  private String all() {
    Set<String> all = new java.util.TreeSet<>(names.hosts());
    all.addAll(names.addresses().keySet());
    return String.join(", ", all);
  }

  private boolean fits(Identity found, Identity authority, Instant now) {
    X509Certificate certificate = found.certificate();
    try {
      certificate.verify(authority.certificate().getPublicKey());
      Set<String> covered = new HashSet<>();
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
        covered.add(String.valueOf(alternative.get(1)));
      }
      Set<String> wanted = new HashSet<>(names.hosts());
      wanted.addAll(names.addresses().keySet());
      Instant due = certificate.getNotAfter().toInstant().minus(REISSUE_BEFORE);
      return covered.equals(wanted) && now.isBefore(due);
    } catch (GeneralSecurityException _) { // signed by an authority that is gone
      return false;
    }
  }

  private static void write(Path file, String text, String mode) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
            }
            : new FileAttribute<?>[0];
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
