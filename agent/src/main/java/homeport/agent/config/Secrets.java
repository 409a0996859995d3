package homeport.agent.config;

import homeport.kit.ConfigNode;
import homeport.kit.Secret;
import homeport.kit.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads logins and certificates, and remembers which files they came from. */
final class Secrets {
  private static final int LARGEST_CA_FILE = 4 << 20;

  private final Function<String, @Nullable String> environment;
  private final Set<Path> files;

  Secrets(Function<String, @Nullable String> environment, Set<Path> files) {
    this.environment = environment;
    this.files = files;
  }

  // RFC 7617, 2: no colon and no control character.
  Optional<String> user(ConfigNode node) {
    return node.read(
        text -> {
          if (text.indexOf(':') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A user name has no colon and no control character");
          }
          return text;
        },
        "Write it as the provider shows it");
  }

  Optional<Secret> password(ConfigNode node) {
    Optional<SecretSource> source = node.secret();
    if (source.isEmpty()) {
      return Optional.empty();
    }
    source.get().file(environment).ifPresent(files::add);
    try {
      SecretSource.Found found = source.get().read(environment);
      found.warning().ifPresent(what -> node.warn(what, "Or give it to systemd as a credential"));
      if (found.secret().value().chars().anyMatch(Character::isISOControl)) {
        node.mistake(
            "The password has a control character, which no login can carry",
            "Write it anew, in quotes");
        return Optional.empty();
      }
      return Optional.of(found.secret());
    } catch (SecretSource.Unavailable e) {
      node.mistake(
          String.valueOf(e.getMessage()),
          "Put the secret there; if the text itself is the secret, write literal: before it");
      return Optional.empty();
    }
  }

  Optional<Path> certificates(ConfigNode node) {
    return node.read(ConfigReader::absolute, "Write the whole path, from /")
        .filter(
            path -> {
              files.add(path);
              String problem = problem(path);
              if (!problem.isEmpty()) {
                node.mistake(problem, "Name a PEM file with the certificate to trust");
              }
              return problem.isEmpty();
            });
  }

  private static String problem(Path path) {
    try (var in = Files.newInputStream(path)) {
      String text =
          new String(in.readNBytes(LARGEST_CA_FILE), java.nio.charset.StandardCharsets.ISO_8859_1);
      return text.contains("-----BEGIN CERTIFICATE-----")
          ? ""
          : "There is no certificate in " + path;
    } catch (IOException e) {
      return path + " cannot be read (" + e.getClass().getSimpleName() + ")";
    }
  }
}
