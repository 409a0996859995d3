package homeport.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * How some files look: equal stamps mean that nothing was changed. Time and size alone miss a
 * change of one character within the time's precision, so the content counts too.
 */
record Stamp(List<String> files) {
  private static final long LARGEST = 8 << 20;

  static Stamp of(Path file, Collection<Path> others) {
    var paths = new TreeSet<>(others);
    paths.add(file);
    var stamps = new ArrayList<String>();
    paths.forEach(path -> stamps.add(path + " " + of(path)));
    return new Stamp(stamps);
  }

  private static String of(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      String stamp = attributes.lastModifiedTime() + " " + attributes.size();
      return attributes.isRegularFile() && attributes.size() <= LARGEST
          ? stamp + " " + digest(file)
          : stamp;
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        in.skipNBytes(Math.min(LARGEST, Files.size(file)));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Without the digests, which are of passwords too. */
  @Override
  public String toString() {
    return "Stamp[" + files.size() + "]";
  }
}
