package homeport.server;

import homeport.kit.CertificateProblem;
import homeport.kit.Certificates;
import homeport.kit.ServerCertificate;
import homeport.server.admin.ControlSocket;
import homeport.server.admin.DataDirectory;
import homeport.server.admin.OrderRefused;
import homeport.server.admin.Orders;
import homeport.server.admin.Reply;
import homeport.server.admin.Request;
import homeport.server.api.HttpDoors;
import homeport.server.api.HttpDoorsSettings;
import homeport.server.cli.Commands;
import homeport.server.config.ServerConfig;
import homeport.server.ledger.GroupCommit;
import homeport.server.nameserver.NameServer;
import homeport.server.nameserver.NameServerLimits;
import homeport.server.policy.Repeats;
import homeport.server.store.SqliteStore;
import homeport.server.stun.StunServer;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** The one page of constructor calls: who gets what, and in which order it ends. */
final class Wiring implements Commands.Program {
  private final Clock clock;

  Wiring(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int serve(ServerConfig config) {
    var stop = new StopSignal();
    // What is named first is closed last: the doors shut before the ledger, the ledger before the
    // store.
    try (DataDirectory _ = lock(config);
        SqliteStore store = store(config);
        GroupCommit ledger = ledger(config, store);
        ControlSocket _ =
            ControlSocket.open(
                DataDirectory.controlSocket(config.data()), orders(config, store, ledger));
        NameServer names = new NameServer(ledger::current, config.dns(), NameServerLimits.DEFAULT);
        StunServer stun = new StunServer(config.stun().listen(), "homeport-server " + version());
        CertificateCare certificate = new CertificateCare(certificate(config), clock);
        HttpDoors doors = new HttpDoors(doors(config, certificate.current()), ledger, clock)) {
      names.start();
      start(stun, config.stun().asked());
      doors.start();
      doors.httpsAddresses().forEach(at -> say("https on " + text(at)));
      doors.httpAddresses().forEach(at -> say("http on " + text(at) + ", without TLS"));
      names.localAddresses().forEach(at -> say("dns on " + text(at) + ", UDP and TCP"));
      stun.localAddresses().forEach(at -> say("stun on " + text(at) + ", UDP"));
      say("ready, with " + ledger.directory().size() + " hostnames");
      stop.await();
      say("stopping");
      return Commands.FINE;
    } catch (IOException | CertificateProblem e) {
      throw new OrderRefused(String.valueOf(e.getMessage()));
    } finally {
      stop.done();
    }
  }

  /** Nobody asked for it by default, so nobody is kept waiting for it. */
  private static void start(StunServer stun, boolean asked) throws IOException {
    try {
      stun.start();
    } catch (IOException e) {
      if (asked) {
        throw e;
      }
      say("no STUN: " + e.getMessage());
    }
  }

  @Override
  public Reply order(ServerConfig config, Request request) {
    Path socket = DataDirectory.controlSocket(config.data());
    Optional<Reply> reply = ControlSocket.ask(socket, request);
    if (reply.isPresent()) {
      return reply.get();
    }
    try (DataDirectory _ = lock(config);
        SqliteStore store = store(config);
        GroupCommit ledger = ledger(config, store)) {
      return orders(config, store, ledger).run(request);
    } catch (IOException e) {
      throw new OrderRefused(String.valueOf(e.getMessage()));
    }
  }

  private static DataDirectory lock(ServerConfig config) {
    return DataDirectory.lock(config.data())
        .orElseThrow(
            () ->
                new OrderRefused(
                    "another homeport-server uses "
                        + config.data()
                        + "; stop it first, or wait a moment if it is starting"));
  }

  private static SqliteStore store(ServerConfig config) {
    Path file = DataDirectory.database(config.data());
    try {
      return SqliteStore.open(file, config.history());
    } catch (RuntimeException e) {
      throw new OrderRefused(
          "the database %s cannot be opened: %s; check its rights and the free space"
              .formatted(file, e.getMessage()));
    }
  }

  private GroupCommit ledger(ServerConfig config, SqliteStore store) {
    return new GroupCommit(
        store, store.load(config.zones()), clock, new Repeats(config.unchangedPerHour()));
  }

  private Orders orders(ServerConfig config, SqliteStore store, GroupCommit ledger) {
    return new Orders(ledger, store, config.zones(), clock, new SecureRandom());
  }

  private ServerCertificate certificate(ServerConfig config) {
    return config
        .certificate()
        .map(files -> Certificates.own(files.chain(), files.key(), clock.instant()))
        .orElseGet(
            () ->
                Certificates.selfMade(
                    DataDirectory.certificates(config.data()),
                    config.httpsNames(),
                    clock.instant()));
  }

  private static HttpDoorsSettings doors(ServerConfig config, ServerCertificate certificate) {
    return new HttpDoorsSettings(
        config.https(), Optional.of(certificate.context()), config.http(), config.trustedProxies());
  }

  private static String version() {
    return Optional.ofNullable(Wiring.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  private static String text(InetSocketAddress at) {
    String address = at.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + at.getPort();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
