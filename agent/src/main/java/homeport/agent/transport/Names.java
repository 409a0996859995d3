package homeport.agent.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The system's resolver, with a limit to its time and a memory for when it is dead.
 *
 * <p>A resolver is often the last thing to work after boot, and the first to stop. The addresses
 * that a name had are then as good as any.
 */
final class Names {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_MEMORY = Duration.ofMillis(1500);
  private static final int LOOKUPS_AT_ONCE = 8;
  private static final int REMEMBERED = 500;

  /** The system's resolver, or another one in a test. */
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  // A look-up cannot be interrupted, so it has a thread of its own; those that hang are few.
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          LOOKUPS_AT_ONCE,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("name look-up ", 0).factory());
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private final Map<String, List<InetAddress>> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<InetAddress>> eldest) {
              return size() > REMEMBERED;
            }
          });

  Names(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Looks a name up.
   *
   * @param limit how long at most
   * @param cancelled completes when nobody wants to know any more
   * @throws UnknownHostException if there is no answer and none is remembered
   */
  List<InetAddress> lookup(String host, Duration limit, CompletableFuture<?> cancelled)
      throws UnknownHostException {
    List<InetAddress> before = remembered.get(host);
    Duration patience = before == null ? PATIENCE : PATIENCE_WITH_MEMORY;
    Duration wait = limit.compareTo(patience) < 0 ? limit : patience;
    try {
      CompletableFuture<List<InetAddress>> lookup = running.computeIfAbsent(host, this::start);
      CompletableFuture.anyOf(lookup, cancelled).get(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (!lookup.isDone()) {
        throw new UnknownHostException("given up");
      }
      return lookup.join();
    } catch (TimeoutException e) {
      return instead(before, "the resolver did not answer within " + Exchange.seconds(wait));
    } catch (ExecutionException | CompletionException e) {
      return instead(before, "the resolver knows no address for " + host);
    } catch (RejectedExecutionException e) {
      return instead(before, "too many look-ups wait for the resolver");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }

  private CompletableFuture<List<InetAddress>> start(String host) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            List<InetAddress> addresses = resolver.resolve(host);
            remembered.put(host, addresses);
            return addresses;
          } catch (UnknownHostException e) {
            throw new CompletionException(e);
          } finally {
            running.remove(host);
          }
        },
        threads);
  }

  private static List<InetAddress> instead(@Nullable List<InetAddress> before, String why)
      throws UnknownHostException {
    if (before == null) {
      throw new UnknownHostException(why);
    }
    return before;
  }

  void close() {
    threads.shutdownNow();
  }
}
