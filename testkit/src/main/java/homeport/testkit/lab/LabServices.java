package homeport.testkit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The lab's Internet: a provider (203.0.113.10 and 2001:db8:cafe::10), a reflector (203.0.113.20)
 * and a resolver (203.0.113.53). Takes the provider's behaviours on standard input, a line each;
 * writes what it saw to standard output; ends when its input does.
 */
final class LabServices {
  static final String KEYSTORE_PASSWORD = "changeit";

  private LabServices() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    var tls = context(Path.of(args[0]));
    var connections = new AtomicInteger();
    var provider = new LabProvider();
    Door.Service reflector =
        (request, wire) -> {
          IO.println("reflected\t" + request.received() + "\t" + request.peer());
          Exchange.answer(wire.talk().getOutputStream(), 200, request.peer() + "\n");
          return true;
        };
    var doors =
        List.of(
            new Door("203.0.113.10", 80, null, connections, provider),
            new Door("203.0.113.10", 443, tls, connections, provider),
            new Door("2001:db8:cafe::10", 80, null, connections, provider),
            new Door("2001:db8:cafe::10", 443, tls, connections, provider));
    for (var door : doors) {
      door.open();
    }
    new Door("203.0.113.20", 80, null, connections, reflector).open();
    new Door("203.0.113.20", 443, tls, connections, reflector).open();
    LabNames.start("203.0.113.53");
    IO.println("ready");
    for (var line = IO.readln(); line != null; line = IO.readln()) {
      var behaviour = Behaviour.parse(line);
      provider.behave(behaviour);
      for (var door : doors) {
        if (behaviour.equals(Behaviour.REFUSE)) {
          door.shut();
        } else {
          door.open();
        }
      }
      IO.println("behaves " + line);
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
