package homeport.server.nameserver;

import homeport.server.zone.Zones;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The authoritative name server: answers over UDP and TCP from the newest zones. */
public final class NameServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NameServer.class.getName());

  private final Supplier<Zones> zones;
  private final List<InetSocketAddress> listen;
  private final Listeners listeners;
  private final AtomicLong faults = new AtomicLong();

  /**
   * @param zones the newest version, asked for once a query; must neither block nor throw
   * @param listen where to answer, UDP and TCP each; port 0 takes a free one. Name single addresses
   *     rather than 0.0.0.0 or ::, or a machine with several addresses answers over UDP from
   *     another one than was asked
   */
  public NameServer(
      Supplier<Zones> zones, List<InetSocketAddress> listen, NameServerLimits limits) {
    this.zones = zones;
    this.listen = List.copyOf(listen);
    listeners = new Listeners(this::answer, limits);
  }

  /**
   * Binds every address, or none, and answers from then on.
   *
   * @throws IOException with the address and a remedy, if one cannot be bound
   */
  public void start() throws IOException {
    listeners.start(listen);
  }

  /** Where it answers, in the order given, with the ports that were taken. Empty before start. */
  public List<InetSocketAddress> localAddresses() {
    return listeners.localAddresses();
  }

  /** The port of the first address. */
  public int localPort() {
    return localAddresses().getFirst().getPort();
  }

  /** Queries that were answered SERVFAIL because of a mistake of ours. */
  public long faults() {
    return faults.get();
  }

  private byte @Nullable [] answer(byte[] query, boolean overTcp) {
    try {
      return Responder.answer(zones.get(), query, overTcp);
    } catch (RuntimeException e) {
      // A mistake of ours must not end the receiver, nor must writing about it hold it up.
      if (faults.incrementAndGet() == 1) {
        Thread.ofVirtual()
            .start(() -> LOG.log(Level.ERROR, "a DNS query could not be answered", e));
      }
      return Responder.failure(query);
    }
  }

  @Override
  public void close() throws IOException {
    listeners.close();
  }
}
