package homeport.testkit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The lab's Internet: a provider (203.0.113.10 and 2001:db8:cafe::10), reflectors (203.0.113.20 to
 * .23) and a resolver (203.0.113.53). Takes the behaviours of the provider and, after the word
 * {@code reflector} and its address, those of a reflector on standard input, a line each; writes
 * what it saw to standard output; ends when its input does.
 */
final class LabServices {
  static final String KEYSTORE_PASSWORD = "changeit";
  static final List<String> REFLECTORS =
      List.of("203.0.113.20", "203.0.113.21", "203.0.113.22", "203.0.113.23");

  private LabServices() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    var tls = context(Path.of(args[0]));
    var connections = new AtomicInteger();
    var provider = new LabProvider();
    var reflectors = REFLECTORS.stream().collect(Collectors.toMap(at -> at, LabReflector::new));
    var doors =
        List.of(
            new Door("203.0.113.10", 80, null, connections, provider),
            new Door("203.0.113.10", 443, tls, connections, provider),
            new Door("2001:db8:cafe::10", 80, null, connections, provider),
            new Door("2001:db8:cafe::10", 443, tls, connections, provider));
    for (var door : doors) {
      door.open();
    }
    for (var reflector : reflectors.entrySet()) {
      new Door(reflector.getKey(), 80, null, connections, reflector.getValue()).open();
      new Door(reflector.getKey(), 443, tls, connections, reflector.getValue()).open();
    }
    LabNames.start("203.0.113.53");
    IO.println("ready");
    for (var line = IO.readln(); line != null; line = IO.readln()) {
      var words = line.split(" ", 3);
      if ("reflector".equals(words[0])) {
        Objects.requireNonNull(reflectors.get(words[1])).behave(Mirror.parse(words[2]));
      } else {
        behave(Behaviour.parse(line), provider, doors);
      }
      IO.println("behaves " + line);
    }
  }

  private static void behave(Behaviour behaviour, LabProvider provider, List<Door> doors)
      throws IOException {
    provider.behave(behaviour);
    for (var door : doors) {
      if (behaviour.equals(Behaviour.REFUSE)) {
        door.shut();
      } else {
        door.open();
      }
    }
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, KEYSTORE_PASSWORD.toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, KEYSTORE_PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
