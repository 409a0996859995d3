package homeport.server.account;

import homeport.kit.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A login password as Argon2id keeps it (RFC 9106), with 19 MiB, two passes and one lane. It takes
 * some 30 ms on purpose; never use it for updates.
 *
 * @param text {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, both parts in Base64 without
 *     padding
 */
public record PasswordHash(String text) {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final String START = "$argon2id$v=19$m=19456,t=2,p=1$";

  public PasswordHash {
    if (!text.startsWith(START) || text.substring(START.length()).split("\\$", -1).length != 2) {
      throw new IllegalArgumentException("not a password hash of this program");
    }
  }

  /** Hashes a password with a new salt. */
  public static PasswordHash of(Secret password, RandomGenerator random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    var base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        START + base64.encodeToString(salt) + '$' + base64.encodeToString(hash(password, salt)));
  }

  /** Whether it is the hash of this password. */
  public boolean matches(Secret password) {
    String[] parts = text.substring(START.length()).split("\\$", -1);
    byte[] salt = Base64.getDecoder().decode(parts[0]);
    return MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), hash(password, salt));
  }

  private static byte[] hash(Secret password, byte[] salt) {
    var parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(LANES)
            .withSalt(salt)
            .build();
    var generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] hash = new byte[32];
    generator.generateBytes(password.value().getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[****]";
  }
}
