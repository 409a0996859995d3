package homeport.agent.transport;

import homeport.dns.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of names, with a limit to the time it takes, and a memory for when resolvers
 * are dead.
 *
 * <p>The system's resolver always asks by the uplink that carries the traffic, which is of no use
 * when that one is dead and its name servers with it. So for an uplink the machine's own list of
 * names is read first, then its name servers are asked through it by ourselves, beside the system's
 * resolver: the first good answer counts. A resolver is often the last thing to work after boot,
 * and the first to stop; the addresses that a name had are then as good as any.
 */
public final class Names implements NameLookup, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Names.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_MEMORY = Duration.ofMillis(1500);
  // By an uplink the next name server was asked after 200 ms; who is alive has answered by now.
  private static final Duration PATIENCE_ON_AN_UPLINK = Duration.ofMillis(700);
  static final int LOOKUPS_AT_ONCE = 16;
  private static final int REMEMBERED = 500;

  /** The system's resolver, or another one in a test. */
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** A look-up on its way; without an uplink it is the system's. */
  private record Question(String host, Optional<Via.By> via) {}

  private record Remembered(List<InetAddress> addresses, long nanos) {
    String age() {
      return Duration.ofNanos(System.nanoTime() - nanos).toMinutes() + " min";
    }
  }

  private final Resolver resolver;
  private final HostsFile hosts;
  private final UplinkLookup uplink;
  // A look-up cannot be interrupted, so it has a thread of its own; those that hang are few.
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          LOOKUPS_AT_ONCE,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("name look-up ", 0).factory());
  private final Map<Question, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private final Map<String, Remembered> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
              return size() > REMEMBERED;
            }
          });

  Names(Resolver resolver, HostsFile hosts, UplinkLookup uplink) {
    this.resolver = resolver;
    this.hosts = hosts;
    this.uplink = uplink;
  }

  /**
   * Looks a name up, for a connection that will leave in this way. Blocks.
   *
   * @param limit how long at most
   * @throws UnknownHostException if there is no answer and none is remembered
   */
  @Override
  public List<IpAddress> addresses(String host, Via via, Duration limit)
      throws UnknownHostException {
    Optional<IpAddress> literal = IpAddress.parse(host);
    return literal.isPresent()
        ? List.of(literal.get())
        : lookup(host, via, limit, new CompletableFuture<>()).stream().map(IpAddress::of).toList();
  }

  /** The same, until it is {@code cancelled}: nobody wants to know any more. */
  List<InetAddress> lookup(String host, Via via, Duration limit, CompletableFuture<?> cancelled)
      throws UnknownHostException {
    return switch (via) {
      case Via.Any(), Via.Marked _ -> {
        Duration patience = remembered.containsKey(host) ? PATIENCE_WITH_MEMORY : PATIENCE;
        yield await(host, system(host), shorter(limit, patience), cancelled);
      }
      case Via.By by -> {
        List<InetAddress> written = hosts.addresses(host);
        Duration patience = remembered.containsKey(host) ? PATIENCE_ON_AN_UPLINK : PATIENCE;
        yield reachable(
            written.isEmpty()
                ? await(
                    host,
                    firstGood(by(host, by), system(host)),
                    shorter(limit, patience),
                    cancelled)
                : written,
            by);
      }
    };
  }

  /**
   * Those of the uplink's own families, if there are any: another family would leave by whatever
   * uplink carries it, which may be the dead one.
   */
  private static List<InetAddress> reachable(List<InetAddress> addresses, Via.By by) {
    List<InetAddress> own =
        addresses.stream().filter(a -> by.source(IpAddress.of(a).family()).isPresent()).toList();
    return own.isEmpty() ? addresses : own;
  }

  private List<InetAddress> await(
      String host,
      CompletableFuture<List<InetAddress>> lookup,
      Duration wait,
      CompletableFuture<?> cancelled)
      throws UnknownHostException {
    try {
      CompletableFuture.anyOf(lookup, cancelled).get(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (!lookup.isDone()) {
        throw new UnknownHostException("given up");
      }
      return lookup.join();
    } catch (TimeoutException e) {
      return instead(host, "the resolver did not answer within " + Exchange.seconds(wait));
    } catch (ExecutionException | CompletionException e) {
      return instead(
          host,
          e.getCause() instanceof RejectedExecutionException
              ? "too many look-ups wait for the resolver"
              : "the resolver knows no address for " + host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The first that ends well; ends badly when both did. */
  private static <T> CompletableFuture<T> firstGood(
      CompletableFuture<T> one, CompletableFuture<T> other) {
    var first = new CompletableFuture<T>();
    var _ = one.thenAccept(first::complete);
    var _ = other.thenAccept(first::complete);
    var _ =
        CompletableFuture.allOf(one, other)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    first.completeExceptionally(failure);
                  }
                });
    return first;
  }

  private CompletableFuture<List<InetAddress>> system(String host) {
    return running(new Question(host, Optional.empty()), threads, () -> resolver.resolve(host));
  }

  private CompletableFuture<List<InetAddress>> by(String host, Via.By via) {
    return running(
        new Question(host, Optional.of(via)),
        task -> Thread.ofVirtual().name("name look-up " + host).start(task),
        () -> uplink.lookup(host, via));
  }

  private interface Lookup {
    List<InetAddress> run() throws UnknownHostException;
  }

  private CompletableFuture<List<InetAddress>> running(
      Question question, Executor executor, Lookup lookup) {
    try {
      return running.computeIfAbsent(question, _ -> start(question, executor, lookup));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<List<InetAddress>> start(
      Question question, Executor executor, Lookup lookup) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            List<InetAddress> addresses = lookup.run();
            remembered.put(question.host(), new Remembered(addresses, System.nanoTime()));
            return addresses;
          } catch (UnknownHostException e) {
            throw new CompletionException(e);
          } finally {
            running.remove(question);
          }
        },
        executor);
  }

  private List<InetAddress> instead(String host, String why) throws UnknownHostException {
    Remembered before = remembered.get(host);
    if (before == null) {
      throw new UnknownHostException(why);
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0}; {1} is taken to be where it was {2} ago",
        why,
        host,
        before.age());
    return before.addresses();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
